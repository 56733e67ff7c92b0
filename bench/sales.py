"""How many sales a second over HTTP: `POST /api/redemptions` on a served wallet, loopback only."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from bench import disk
from bench.crowd import MOST_ERRORS_KEPT, Crowd, Served
from bench.lines import emit
from bench.world import KEYS, World

PROCESSES = 2
"""One for each core of the machine the marks are for."""
RATE, SECONDS = 300, 300
SLOWEST_MS = 250
STEP, STEP_SECONDS = 25, 10
TRIES = 2
"""A disk that stands still for a moment spoils a try at any rate."""


def measure(world: World, *, seconds: float = SECONDS) -> None:
    """300 a second for five minutes; then ever more, until one in a hundred waits too long."""
    port = _free_port()
    server = _serve(world, port)
    try:
        crowd = Crowd(world, port)
        crowd.ask(RATE / 3, 3)  # what is read and planned once
        with disk.watched() as flushes:
            steady = crowd.ask(RATE, seconds)
        _emit("http.redemptions.p99_ms_at_300", steady.slowest(99), "ms", steady)
        flushes.emit()
        rate, best = _highest(crowd)
        _emit("http.redemptions.max_per_second", rate, "1/s", best)
    finally:
        server.terminate()
        server.wait()


def _highest(crowd: Crowd) -> tuple[int, Served]:
    """The highest rate at which one in a hundred waits at most 250 ms and none is refused.

    A rate that is missed is tried once more.
    """
    rate, found = 0, Served(STEP_SECONDS)
    while kept := _kept(crowd, rate + STEP):
        rate, found = rate + STEP, kept
    return rate, found


def _kept(crowd: Crowd, rate: int) -> Served | None:
    """The try at this rate that counts, if it is kept."""
    for _ in range(TRIES):
        served = crowd.ask(rate, STEP_SECONDS)
        if not served.errors and served.slowest(99) <= SLOWEST_MS:
            return served
    return None


def _emit(name: str, value: float, unit: str, served: Served) -> None:
    emit(
        name,
        value,
        unit,
        per_second=round(served.per_second, 1),
        p50_ms=round(served.slowest(50), 1) if served.took else None,
        p99_ms=round(served.slowest(99), 1) if served.took else None,
        seconds=served.seconds,
        errors=len(served.errors),
        first_errors=served.errors[:MOST_ERRORS_KEPT],
        processes=PROCESSES,
    )


def _serve(world: World, port: int) -> "subprocess.Popen[bytes]":
    key_id, key = next(iter(KEYS.items()))
    environment = os.environ | {
        "WALLET_DATABASE_URL": world.database_url,
        "WALLET_SECRET_KEY": secrets.token_urlsafe(32),
        "WALLET_DEVICE_KEYS": f"{key_id}:{base64.b64encode(key).decode()}",
    }
    command = [sys.executable, "-c", "from wallet.cli import main; main()", "serve"]
    options = ["--port", str(port), "--processes", str(PROCESSES)]
    server = subprocess.Popen([*command, *options], env=environment)  # noqa: S603
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz"):
                return server
        except URLError:
            time.sleep(0.1)
    raise TimeoutError("the served wallet did not answer within 30 seconds")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
