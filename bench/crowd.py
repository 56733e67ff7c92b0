"""Tills that ask at a fixed rate, whether they are answered or not: an open loop.

A sale is late from the instant it was due, so a server that falls behind cannot hide it. Each code
is good once; a phone makes one each half minute, and the one of the next half minute is taken too.
"""

import socket
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from bench.lines import percentile
from bench.world import World
from wallet import clock
from wallet.codes import pay_codes

TILLS = 32
PATIENCE = 30.0
"""Seconds a till waits for an answer."""
MOST_ERRORS_KEPT = 5


@dataclass
class Served:
    """How long each sale took from when it was due, in milliseconds, and what went wrong."""

    seconds: float
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def slowest(self, percent: float) -> float:
        return percentile(sorted(self.took), percent)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds


class Crowd:
    """The same phones and tills for one run after the other."""

    def __init__(self, world: World, port: int) -> None:
        self._world = world
        self._port = port
        self._sales = count()
        self._shown: dict[str, int] = {}

    def ask(self, rate: float, seconds: float) -> Served:
        """So many sales a second for so long."""
        due, begins = count(), time.perf_counter() + 0.2
        done = [Served(seconds) for _ in range(TILLS)]
        most = int(rate * seconds)

        def serve(token: str, mine: Served) -> None:
            connection = Connection(self._port, token)
            while (number := next(due)) < most:
                at = begins + number / rate
                time.sleep(max(0.0, at - time.perf_counter()))
                try:
                    self._sell(connection)
                except (AssertionError, OSError) as error:
                    mine.errors.append(f"{type(error).__name__}: {error}")
                    connection.close()
                else:
                    mine.took.append((time.perf_counter() - at) * 1000)
            connection.close()

        tills = [
            threading.Thread(target=serve, args=each)
            for each in zip(self._world.till_tokens, done, strict=False)
        ]
        for till in tills:
            till.start()
        for till in tills:
            till.join()
        took = [each for mine in done for each in mine.took]
        errors = [each for mine in done for each in mine.errors]
        return Served(seconds, took, errors)

    def _sell(self, connection: "Connection") -> None:
        """One sale to the next phone; raises AssertionError when it is not paid."""
        phones = self._world.phones
        handle, secret = phones[next(self._sales) % len(phones)]
        step = max(pay_codes.step_at(clock.now()), self._shown.get(handle, 0) + 1)
        self._shown[handle] = step
        code = pay_codes.make(secret, handle, step)
        said = connection.post(
            f'{{"request_id": "{uuid4()}", "code": "{code}", "price_cents": 1}}'.encode()
        )
        assert said.startswith(b"HTTP/1.1 201 "), said[:400]


class Connection:
    """A till's connection that stays open, with nothing around it: the crowd shares the machine.

    A library's HTTP client took half as long as the answer itself.
    """

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._head = (
            "POST /api/redemptions HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\n"
            f"Authorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
            "Content-Length: "
        ).encode()

    def post(self, body: bytes) -> bytes:
        """The answer, head and body. Raises OSError when the other side hangs up."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        self._socket.sendall(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        said = b""
        while not _is_whole(said):
            part = self._socket.recv(65536)
            if not part:
                raise ConnectionError(said[:400])
            said += part
        return said

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _is_whole(said: bytes) -> bool:
    head, end, body = said.partition(b"\r\n\r\n")
    if not end:
        return False
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return len(body) >= int(length)
