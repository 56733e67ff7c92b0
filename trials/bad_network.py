"""A network between tills and server that delays, loses, repeats and reorders: loopback only.

It carries one HTTP request a connection. A fault hits a request, chosen by a seeded chance; an
outage hits everything asked for one sale, for longer than a till has patience.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from trials import own_time

Carry = Callable[[bytes], Awaitable[bytes]]

REQUEST_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SPOILED = (b"POST /till/redemptions", b"POST /api/confirmations/")
"""What moves value: questions of tills, and the yes or no of phones."""
HEAD_END = b"\r\n\r\n"
BROKEN = (OSError, asyncio.IncompleteReadError)


@dataclass(frozen=True)
class Weather:
    """How bad it is: `pace` shortens all seconds, for tests that cannot wait."""

    faults: float
    outages: float = 0.0
    pace: float = 1.0


class Lost(Exception):
    """The asking side hears nothing more."""


class BadNetwork:
    """Listens where tills ask, and carries to the server on loopback what it does not lose."""

    def __init__(self, server_port: int, weather: Weather, chance: Random) -> None:
        self.weather = weather
        self.hit: Counter[str] = Counter()
        self._server_port = server_port
        self._chance = chance
        self._outages: dict[bytes, float] = {}
        self._under_way: set[asyncio.Task[Any]] = set()
        self._passed = asyncio.Event()
        self._faults: dict[str, Carry] = {
            "slow": self._slow,
            "hanging": self._hanging,
            "question lost": self._question_lost,
            "answer lost": self._answer_lost,
            "answer cut": self._answer_cut,
            "twice": self._twice,
            "much later": self._much_later,
            "overtaken": self._overtaken,
        }

    async def open(self) -> int:
        """Start to listen; gives the port."""
        self._listening = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1000)
        return int(self._listening.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Let everything still under way arrive, then stop."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)
        self._listening.close()
        await self._listening.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._keep(asyncio.current_task())
        with suppress(Lost, *BROKEN):
            request = await self._read(reader)
            answer = await self._choose(request)(request)
            writer.write(answer)
            await writer.drain()
        self._passed.set()
        writer.close()
        with suppress(*BROKEN):
            await writer.wait_closed()

    def _choose(self, request: bytes) -> Carry:
        if not request.startswith(SPOILED):
            return self._carry
        if self._is_out(request):
            name = self._chance.choice(["question lost", "answer lost", "much later"])
        elif self._chance.random() < self.weather.faults:
            name = self._chance.choice([*self._faults])
        else:
            return self._carry
        self.hit[name] += 1
        return self._faults[name]

    def _is_out(self, request: bytes) -> bool:
        """Whether this sale has no network now; drawn when it is asked for the first time."""
        found = REQUEST_ID.search(request)
        key = found[0] if found else b""
        if key not in self._outages:
            is_hit = self._chance.random() < self.weather.outages
            seconds = self._chance.uniform(31, 40) * self.weather.pace if is_hit else 0.0
            self.hit["outages"] += is_hit
            self._outages[key] = own_time.now() + seconds
        return own_time.now() < self._outages[key]

    # what may become of a request

    async def _carry(self, request: bytes) -> bytes:
        """To the server, and its answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            writer.write(request)
            await writer.drain()
            with own_time.work():
                return await reader.read()
        finally:
            writer.close()

    async def _slow(self, request: bytes) -> bytes:
        await self._wait(0.2, 2)
        return await self._carry(request)

    async def _hanging(self, request: bytes) -> bytes:
        await self._wait(9, 12)  # longer than anybody waits for an answer
        return await self._carry(request)

    async def _question_lost(self, request: bytes) -> bytes:
        raise Lost

    async def _answer_lost(self, request: bytes) -> bytes:
        await self._carry(request)
        raise Lost

    async def _answer_cut(self, request: bytes) -> bytes:
        answer = await self._carry(request)
        return answer[: self._chance.randrange(len(answer))]

    async def _twice(self, request: bytes) -> bytes:
        first, _ = await asyncio.gather(self._carry(request), self._carry(request))
        return first

    async def _much_later(self, request: bytes) -> bytes:
        self._keep(asyncio.create_task(self._after(1, 45, request)))
        raise Lost

    async def _overtaken(self, request: bytes) -> bytes:
        """Whatever comes next gets there first."""
        self._passed.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._passed.wait(), 2 * self.weather.pace)
        return await self._carry(request)

    async def _after(self, least: float, most: float, request: bytes) -> None:
        await self._wait(least, most)
        with suppress(*BROKEN):
            await self._carry(request)

    async def _wait(self, least: float, most: float) -> None:
        await asyncio.sleep(self._chance.uniform(least, most) * self.weather.pace)

    def _keep(self, task: asyncio.Task[Any] | None) -> None:
        assert task is not None  # asked from within one
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    @staticmethod
    async def _read(reader: asyncio.StreamReader) -> bytes:
        """One request, told to be the last of its connection."""
        head = await reader.readuntil(HEAD_END)
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        lines = [
            line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")
        ]
        return b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]) + body
