"""Processor time: what an answer costs, however busy the machine is with other things."""

import os
import time
from contextlib import suppress
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
OWN, OF_CHILDREN = slice(11, 13), slice(13, 15)
"""Where `/proc/<pid>/stat` has utime, stime and cutime, cstime, after the name (proc(5))."""


class Processor:
    """Of this thread, and of the PostgreSQL in this folder: its parallel workers as well."""

    def __init__(self, folder: Path) -> None:
        pid_file = folder / "data" / "postmaster.pid"
        self._postmaster = int(pid_file.read_text("utf-8").splitlines()[0])

    def milliseconds(self) -> float:
        """Since some moment; only differences say something."""
        return (time.thread_time() + self._database()) * 1000

    def _database(self) -> float:
        children = Path(f"/proc/{self._postmaster}/task/{self._postmaster}/children")
        ticks = _ticks(self._postmaster, OF_CHILDREN)
        for pid in children.read_text("ascii").split():
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
                ticks += _ticks(int(pid), OWN)
        return ticks / TICKS_A_SECOND


def _ticks(pid: int, which: slice) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(int(number) for number in after_name[which])
