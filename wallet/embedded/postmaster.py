"""The process that serves a data folder, as `postmaster.pid` in that folder tells."""

import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil


def find(data: Path) -> psutil.Process | None:
    """The living server of this folder; not another process that was given its number since."""
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
        process = psutil.Process(int(_file(data).read_text().splitlines()[0]))
        if process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE:
            return process
    return None


def end(data: Path) -> None:
    """Stop the server of this folder at once, its children first; its data is not wanted."""
    if server := find(data):
        server.send_signal(signal.SIGQUIT)
    while find(data):
        time.sleep(0.02)


def forget_the_dead(data: Path) -> None:
    """Remove what a killed server left behind and PostgreSQL may take for a living one.

    It asks only whether a process has that number: any process of ours, or a zombie that nobody
    waits for, as in a container. Its check of the shared memory stays in force.
    """
    if find(data) is None:
        _file(data).unlink(missing_ok=True)


def _file(data: Path) -> Path:
    return data / "postmaster.pid"
