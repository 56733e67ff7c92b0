"""How long the disk takes to keep a page while something else is measured: no commit is quicker.

A disk shared with other machines now and then stands still for tenths of a second, and every sale
waits with it. Without this line that looks like the wallet's own slowness.
"""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from bench.lines import emit, percentile

RATE = 10
"""Pages a second: few enough to weigh nothing, and none of a tenth of a second is missed."""
PAGE = os.urandom(8192)
PAGES = 512
LONG_MS = 100
"""The mark of a sale over HTTP: a flush that takes longer spoils every sale that waits for it."""


@dataclass
class Flushes:
    """How long each page took from when it was due, in milliseconds."""

    took: list[float] = field(default_factory=list)

    def emit(self) -> None:
        slowest = sorted(self.took)
        emit(
            "disk.flush.p99_ms",
            percentile(slowest, 99),
            "ms",
            p50_ms=round(percentile(slowest, 50), 2),
            highest_ms=round(slowest[-1], 1),
            over_100_ms=sum(each > LONG_MS for each in slowest),
            pages=len(slowest),
        )


@contextmanager
def watched() -> Iterator[Flushes]:
    """Write and flush pages in the folder for temporary files, until what is measured is done."""
    flushes, is_over = Flushes(), threading.Event()
    watch = threading.Thread(target=_flush_until, args=(is_over, flushes.took))
    watch.start()
    try:
        yield flushes
    finally:
        is_over.set()
        watch.join()


def _flush_until(is_over: threading.Event, took: list[float]) -> None:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(PAGE * PAGES)
        os.fsync(file.fileno())
        begins = time.perf_counter()
        for number in count(1):
            at = begins + number / RATE
            if is_over.wait(max(0.0, at - time.perf_counter())):
                return
            os.pwrite(file.fileno(), PAGE, number % PAGES * len(PAGE))
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - at) * 1000)
