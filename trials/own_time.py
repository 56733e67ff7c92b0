"""An event loop with its own time: it stands still during work, and jumps when everybody waits.

On it a day full of pauses takes as long as the work in it, and seconds mean the same on a busy
machine as on a quiet one.
"""

import asyncio
import selectors
from collections.abc import Iterator
from contextlib import contextmanager

DELIVERY = 0.001
"""Real seconds in which a message on loopback arrives; nothing comes: then everybody waits."""
HANGS_AFTER = 120.0
"""Real seconds of work without a result."""


class OwnTime(asyncio.SelectorEventLoop):
    """Give `asyncio.Runner` this as its loop factory."""

    def __init__(self) -> None:
        self.selector = _Jumping()
        super().__init__(self.selector)

    def time(self) -> float:
        return self.selector.now


class _Jumping(selectors.DefaultSelector):
    """The only place where a loop waits."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.at_work = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self.at_work or timeout is None:
            if came := super().select(HANGS_AFTER):
                return came
            raise TimeoutError("somebody is at work, and nothing comes of it")
        came = super().select(DELIVERY)
        if not came:
            self.now += timeout
        return came


@contextmanager
def work() -> Iterator[None]:
    """No time passes meanwhile on a loop that has its own; on any other this is nothing."""
    loop = asyncio.get_running_loop()
    if not isinstance(loop, OwnTime):
        yield
        return
    loop.selector.at_work += 1
    try:
        yield
    finally:
        loop.selector.at_work -= 1


def now() -> float:
    """Seconds of the running loop, from any beginning."""
    return asyncio.get_running_loop().time()
