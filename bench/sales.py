"""How many sales a second over HTTP: `POST /api/redemptions` on a served wallet, loopback only."""

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from itertools import count
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

from bench.lines import emit, median_of, percentile
from bench.world import KEYS, World
from wallet import clock
from wallet.codes import pay_codes

TILLS = 8
SECONDS = 6
CREATED = 201


def measure(world: World) -> None:
    """Each till sells to the next phone as fast as it gets its answers."""
    port = _free_port()
    server = _serve(world, port)
    phones = count()
    latencies: list[float] = []
    try:
        value, runs = median_of(lambda: _run(world, port, phones, latencies))
    finally:
        server.terminate()
        server.wait()
    latencies.sort()
    emit("http.redemptions.per_second", value, "1/s", tills=TILLS, runs=runs)
    emit(
        "http.redemptions.p99_ms",
        percentile(latencies, 99),
        "ms",
        p50_ms=percentile(latencies, 50),
        p95_ms=percentile(latencies, 95),
    )


def _run(world: World, port: int, phones: "count[int]", latencies: list[float]) -> float:
    done: list[list[float]] = [[] for _ in range(TILLS)]
    until = time.perf_counter() + SECONDS
    threads = [
        threading.Thread(target=_sell, args=(world, port, token, phones, until, mine))
        for token, mine in zip(world.till_tokens, done, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    latencies += [each for mine in done for each in mine]
    return sum(map(len, done)) / SECONDS


def _sell(
    world: World, port: int, token: str, phones: "count[int]", until: float, mine: list[float]
) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    while time.perf_counter() < until:
        number = next(phones)
        handle, secret = world.phones[number % len(world.phones)]
        step = pay_codes.step_at(clock.now())
        body = {
            "request_id": str(uuid4()),
            "code": str(pay_codes.make(secret, handle, step)),
            "price_cents": 1,
        }
        start = time.perf_counter()
        connection.request("POST", "/api/redemptions", json.dumps(body), headers)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == CREATED, (answer.status, said)
        mine.append((time.perf_counter() - start) * 1000)


def _serve(world: World, port: int) -> "subprocess.Popen[bytes]":
    key_id, key = next(iter(KEYS.items()))
    environment = os.environ | {
        "WALLET_DATABASE_URL": world.database_url,
        "WALLET_SECRET_KEY": secrets.token_urlsafe(32),
        "WALLET_DEVICE_KEYS": f"{key_id}:{base64.b64encode(key).decode()}",
    }
    command = [sys.executable, "-c", "from wallet.cli import main; main()", "serve"]
    server = subprocess.Popen([*command, "--port", str(port)], env=environment)  # noqa: S603
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
