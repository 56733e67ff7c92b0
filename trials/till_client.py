"""A till by the rules of `js/till/sale.js` and `journal.js`, for thousands of sales at once.

A sale is on disk before it is sent. The same request goes out again, with pauses, for half a minute
of silence, then its revocation; only an answer of the books ends it. After a crash the till goes on
with what is on its disk.
"""

import asyncio
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

FINAL = (409, 422)
PATIENCE, FIRST_PAUSE, LONGEST_PAUSE, TIMEOUT = 30.0, 0.4, 5.0, 8.0
"""Seconds, as in the scripts."""
HEAD_END = b"\r\n\r\n"


class Silence(Exception):
    """No answer, or none of the books."""


@dataclass
class Sale:
    """As it stands on disk. `begun` is of the clock that counts on through a crash."""

    request_id: str
    price: str
    code: str
    begun: float


@dataclass(frozen=True)
class Outcome:
    """What the till was told, and after how many seconds."""

    request_id: str
    told: dict[str, Any]
    seconds: float


@dataclass(frozen=True)
class Credentials:
    """What a paired tablet sends along."""

    cookies: str
    csrf: str


class TillClient:
    """One tablet. `pace` shortens its seconds as it shortens those of the network."""

    def __init__(self, port: int, own: Credentials, folder: Path, *, pace: float) -> None:
        self._port, self._own, self._folder, self._pace = port, own, folder, pace
        self._chance = Random()
        folder.mkdir()

    async def sell(self, price: str, code: str) -> Outcome:
        """Keep first, then ask until it is known."""
        sale = Sale(str(uuid4()), price, code, time.monotonic())
        path = self._folder / sale.request_id
        path.write_text(json.dumps(asdict(sale)), "utf-8")
        return await self._settle(sale)

    async def resume(self) -> list[Outcome]:
        """After a crash: what is on disk is all this till knows."""
        kept = [Sale(**json.loads(path.read_text("utf-8"))) for path in self._folder.iterdir()]
        return await asyncio.gather(*(self._settle(sale) for sale in kept))

    async def _settle(self, sale: Sale) -> Outcome:
        pause = FIRST_PAUSE
        while True:
            try:
                told = await self._ask(sale)
            except Silence:
                await asyncio.sleep(pause * self._chance.uniform(0.75, 1.25) * self._pace)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            (self._folder / sale.request_id).unlink()
            return Outcome(sale.request_id, told, time.monotonic() - sale.begun)

    async def _ask(self, sale: Sale) -> dict[str, Any]:
        if time.monotonic() - sale.begun > PATIENCE * self._pace:
            return await self._post(f"/till/redemptions/{sale.request_id}/revocation", {})
        asked = {"request_id": sale.request_id, "price": sale.price, "code": sale.code}
        return await self._post("/till/redemptions", asked)

    async def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        try:
            raw = await asyncio.wait_for(self._exchange(path, body), TIMEOUT * self._pace)
            head, _, answered = raw.partition(HEAD_END)
            status = int(head.split(b" ", 2)[1])
            told: dict[str, Any] = json.loads(answered)
        except (OSError, TimeoutError, ValueError, IndexError) as error:
            raise Silence from error
        if status in FINAL:
            is_refused = told["type"] == "/problems/not-paid"
            return {"outcome": "refused" if is_refused else "mistake", "sentence": told["title"]}
        if status not in (200, 201):
            raise Silence
        return told

    async def _exchange(self, path: str, body: dict[str, str]) -> bytes:
        sent = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n"
            f"X-CSRFToken: {self._own.csrf}\r\nCookie: {self._own.cookies}\r\n\r\n"
        )
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(head.encode() + sent)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()
