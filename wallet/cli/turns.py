"""Turns: few requests are worked on at the same time; more would only be in each other's way."""

import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

AT_ONCE = 2
"""One that computes, and one that waits for the database."""
LONGEST_WAIT = 0.05
"""Seconds a request waits behind slower ones: ten sales long. Then it goes ahead."""


class Turns:
    """A WSGI application of which a process answers `at_once` requests at the same time.

    Threads and the database's processes put each other off the processor in the middle of their
    work: with four threads a sale took a third more of it, just when many waited. A page that takes
    seconds holds nobody up: who has waited for it goes ahead (docs/decisions/0024).
    """

    def __init__(self, application: WSGIApplication, at_once: int = AT_ONCE) -> None:
        self._application = application
        self._free = threading.Semaphore(at_once)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        has_turn = self._free.acquire(timeout=LONGEST_WAIT)
        try:
            return self._application(environ, start_response)
        finally:
            if has_turn:
                self._free.release()
