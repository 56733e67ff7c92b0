"""Several processes that answer on one port: Python computes on one core at a time in each."""

import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any

import waitress

from wallet.app import create_app
from wallet.cli.turns import Turns
from wallet.config import Settings

log = logging.getLogger(__name__)
# Waitress says so of each request that waits for a thread: at a busy hour three hundred a second.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)

THREADS, FEWEST_THREADS = 8, 2
"""Requests answered at the same time, by all processes together and by one at least.

Threads of one process take turns computing: the more there are, the longer the turns are apart.
Twice as many, in twice as many processes, took a sixth more processor time a sale at a busy hour.
"""
BEFORE_ANOTHER = 1.0
"""Seconds between the end of a worker that nobody asked to end, and the next one."""
PATIENCE = 30.0
"""Seconds a worker has to finish what it began."""
BETWEEN_SWEEPS = 20_000
"""Objects that come before garbage is looked for, about twenty sales; Python's own 700 cost a
seventh of a sale."""

# Workers are forked from a process that has read all modules and has no threads: a fork of this one
# would copy the locks of ours.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def server(settings: Settings, listening: socket.socket, *, threads: int = THREADS) -> Any:
    """The web application behind waitress, on a socket that listens already."""
    application = create_app(settings)
    gc.collect()
    gc.freeze()  # what is there now stays as long as the process, and need not be swept again
    gc.set_threshold(BETWEEN_SWEEPS, 20, 20)
    return waitress.create_server(
        Turns(application),
        sockets=[listening],
        threads=threads,
        asyncore_use_poll=True,  # `select` ends at 1,024 connections, and costs more for each
        ident=None,
        # Only who trusts a proxy (WALLET_TRUSTED_PROXIES) wants to know what it forwarded for.
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    )


class Workers:
    """Processes that share a listening socket; one that dies is followed by another."""

    def __init__(self, settings: Settings, listening: socket.socket, count: int) -> None:
        self._work = (settings, listening, max(THREADS // count, FEWEST_THREADS))
        self._running = [self._start() for _ in range(count)]

    def run(self, on_ready: Callable[[], None]) -> None:
        """Keep as many running as there were, until this process is told to stop."""
        on_ready()
        while True:
            wait([each.sentinel for each in self._running])
            for place, each in enumerate(self._running):
                if not each.is_alive():
                    log.error("a worker ended with %s; another takes its place", each.exitcode)
                    time.sleep(BEFORE_ANOTHER)
                    self._running[place] = self._start()

    def stop(self) -> None:
        """Let each finish what it began."""
        for each in self._running:
            each.terminate()
        for each in self._running:
            each.join(PATIENCE)
            each.kill()

    def _start(self) -> "multiprocessing.context.ForkServerProcess":
        process = _FORKS.Process(target=_answer, args=self._work)
        process.start()
        return process


def _answer(settings: Settings, listening: socket.socket, threads: int) -> None:
    """What a worker does until it is told to stop, or its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    server(settings, listening, threads=threads).run()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
