"""Many people at the same second: each has a connection, a thread and a request of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from werkzeug.test import TestResponse

Request = Callable[[], TestResponse]


def at_once(requests: Sequence[Request]) -> list[TestResponse]:
    """Send all of these when everybody is ready; the answers in the same order."""
    start = Barrier(len(requests))

    def send(request: Request) -> TestResponse:
        start.wait()
        return request()

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(send, requests))


def statuses(answers: Sequence[TestResponse]) -> list[int]:
    """In order of height, to compare."""
    return sorted(answer.status_code for answer in answers)
