"""Tills that ask at a fixed rate, whether they are answered or not: an open loop.

A sale is late from the instant it was due, so a server that falls behind cannot hide it. Each code
is good once; a phone makes one each half minute, and one step ahead is taken too.
"""

import json
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from uuid import uuid4

from bench.lines import percentile
from bench.world import World
from wallet import clock
from wallet.codes import pay_codes

TILLS = 32
CREATED = 201
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

    def ask(self, rate: float, seconds: float) -> Served:
        """So many sales a second for so long."""
        due, begins = count(), time.perf_counter() + 0.2
        done = [Served(seconds) for _ in range(TILLS)]
        most = int(rate * seconds)

        def serve(token: str, mine: Served) -> None:
            connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
            while (number := next(due)) < most:
                at = begins + number / rate
                time.sleep(max(0.0, at - time.perf_counter()))
                try:
                    self._sell(connection, token)
                except (AssertionError, OSError, HTTPException) as error:
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

    def _sell(self, connection: HTTPConnection, token: str) -> None:
        """One sale to the next phone; raises AssertionError when it is not paid."""
        phones = self._world.phones
        turn, place = divmod(next(self._sales), len(phones))
        handle, secret = phones[place]
        step = pay_codes.step_at(clock.now()) + turn % 2
        body = {
            "request_id": str(uuid4()),
            "code": str(pay_codes.make(secret, handle, step)),
            "price_cents": 1,
        }
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/redemptions", json.dumps(body), headers)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == CREATED, (answer.status, said[:200])
