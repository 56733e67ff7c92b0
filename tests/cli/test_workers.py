"""Several processes on one port: one that dies is followed by another, and all end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.database import TestDatabase
from wallet.cli import workers
from wallet.cli.turns import Turns
from wallet.config import Settings
from wallet.schema import roles

WALLET = (sys.executable, "-c", "from wallet.cli import main; main()")
PATIENCE = 60.0


@pytest.fixture
def port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def served(database: TestDatabase, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    environment = os.environ | {
        "WALLET_SECRET_KEY": "x" * 40,
        "WALLET_DEVICE_KEYS": "test:" + "A" * 43 + "=",
        "WALLET_DATABASE_URL": database.url(roles.APP),
    }
    options = ["serve", "--port", str(port), "--processes", "2"]
    with subprocess.Popen([*WALLET, *options], env=environment) as server:
        try:
            yield server
        finally:
            server.terminate()


def test_a_worker_that_dies_is_followed_by_another(
    served: "subprocess.Popen[bytes]", port: int
) -> None:
    assert b"ok" in answer(port)
    first, second = workers_of(served.pid)

    os.kill(first, signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while len(now := workers_of(served.pid) - {first}) < 2:
        assert time.monotonic() < until, now
        time.sleep(0.05)

    assert second in now
    assert b"ok" in answer(port)


def test_requests_take_turns_in_a_worker(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(workers, "create_app", Mock())
    monkeypatch.setattr(workers, "gc", Mock())  # this process goes on
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        bare = replace(settings, trusted_proxies=1)  # else waitress puts something around it
        server = workers.server(bare, listening)
        try:
            assert isinstance(server.application, Turns)
        finally:
            server.close()


def test_being_told_to_stop_is_no_error_and_leaves_nobody(
    served: "subprocess.Popen[bytes]", port: int
) -> None:
    answer(port)
    workers = workers_of(served.pid)

    served.terminate()

    assert served.wait(PATIENCE) == 0
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


def test_workers_do_not_outlive_who_started_them(
    served: "subprocess.Popen[bytes]", port: int
) -> None:
    answer(port)
    workers = workers_of(served.pid)

    served.kill()

    until = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.05)


def workers_of(pid: int) -> set[int]:
    """Who was forked from the process that has read all modules."""
    return {worker for helper in children(pid) for worker in children(helper)}


def children(pid: int) -> set[int]:
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def answer(port: int) -> bytes:
    """What the server says, as soon as it does."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as said:
                return bytes(said.read())
        except URLError:
            assert time.monotonic() < until
            time.sleep(0.1)
