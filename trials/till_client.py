"""A till by the rules of `js/till/sale.js`, `journal.js` and `steps.js`, for thousands of sales.

A sale is on disk before it is sent. The same request goes out again, with pauses, for half a minute
of silence, then its revocation; only an answer of the books ends it. Asked for a PIN it sends that
along and keeps it nowhere; asked to wait for the customer's phone it waits. After a crash the till
goes on with what is on its disk.
"""

import asyncio
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from trials import exchange, own_time
from trials.customers import Customer
from trials.exchange import Silence

FINAL = (409, 422)
PIN_NEEDED, PHONE_MUST_CONFIRM = "/problems/card-pin-needed", "/problems/phone-must-confirm"
REFUSED = {
    "/problems/not-paid": "refused",
    "/problems/pin-not-right": "wrong-pin",
    "/problems/card-cannot-pay": "no-card",
}
PATIENCE, FIRST_PAUSE, LONGEST_PAUSE, TIMEOUT, PHONE_PAUSE = 30.0, 0.4, 5.0, 8.0, 1.0
"""Seconds, as in the scripts."""


class Step(Exception):
    """No answer yet: the people at the counter have to do something."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass
class Sale:
    """As it stands on disk. `begun` and `heard` are of the clock that counts on through a crash."""

    request_id: str
    price: str
    code: str
    begun: float
    heard: float
    is_given_up: bool = False


@dataclass(frozen=True)
class Outcome:
    """What the till was told, and after how many seconds without a word of the books."""

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
        self._waiting: set[str] = set()
        folder.mkdir()

    def begin(self, customer: Customer) -> Sale:
        """Keep first, then ask."""
        now = own_time.now()
        sale = Sale(str(uuid4()), customer.price, customer.code(), now, now)
        self._keep(sale)
        return sale

    def is_waiting(self, sale: Sale) -> bool:
        """Whether the page says that the customer is asked on the phone."""
        return sale.request_id in self._waiting

    def give_up(self, sale: Sale) -> None:
        """The cashier presses the button for it: revoked at the next try."""
        self._keep(sale, is_given_up=True)

    def kept(self) -> list[Sale]:
        """After a crash: what is on disk is all this till knows."""
        return [Sale(**json.loads(path.read_text("utf-8"))) for path in self._folder.iterdir()]

    async def settle(self, sale: Sale, customer: Customer | None) -> Outcome:
        """Ask until it is known. Without a customer at the counter, a step ends in a revocation."""
        pause, more, longest = FIRST_PAUSE, dict[str, str](), 0.0
        while True:
            try:
                told = await self._ask(sale, more)
            except Step as step:
                longest = max(longest, own_time.now() - sale.heard)
                more = await self._take(step, sale, customer)
                pause = FIRST_PAUSE
                continue
            except Silence:
                await asyncio.sleep(pause * self._chance.uniform(0.75, 1.25) * self._pace)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            self._waiting.discard(sale.request_id)
            (self._folder / sale.request_id).unlink()
            return Outcome(sale.request_id, told, max(longest, own_time.now() - sale.heard))

    async def _take(self, step: Step, sale: Sale, customer: Customer | None) -> dict[str, str]:
        """What the next try carries along."""
        pin = customer.pin if customer and step.problem == PIN_NEEDED else None
        if customer and step.problem == PHONE_MUST_CONFIRM:
            self._waiting.add(sale.request_id)
            await asyncio.sleep(PHONE_PAUSE * self._pace)
        elif pin is None:
            self.give_up(sale)
        self._keep(sale, heard=own_time.now())
        return {"pin": pin} if pin else {}

    def _keep(self, sale: Sale, **changes: Any) -> None:
        for name, value in changes.items():
            setattr(sale, name, value)
        path = self._folder / sale.request_id
        path.with_suffix(".new").write_text(json.dumps(asdict(sale)), "utf-8")
        path.with_suffix(".new").replace(path)

    async def _ask(self, sale: Sale, more: dict[str, str]) -> dict[str, Any]:
        if sale.is_given_up or own_time.now() - sale.heard > PATIENCE * self._pace:
            return await self._post(f"/till/redemptions/{sale.request_id}/revocation", {})
        asked = {"request_id": sale.request_id, "price": sale.price, "code": sale.code}
        return await self._post("/till/redemptions", asked | more)

    async def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        own = {"X-CSRFToken": self._own.csrf, "Cookie": self._own.cookies}
        within = TIMEOUT * self._pace
        status, told = await exchange.ask(self._port, "POST", path, own, body, within=within)
        if status in FINAL:
            if told["type"] in (PIN_NEEDED, PHONE_MUST_CONFIRM):
                raise Step(told["type"])
            return {"outcome": REFUSED.get(told["type"], "mistake"), "sentence": told["title"]}
        if status not in (200, 201):
            raise Silence
        answer: dict[str, Any] = told
        return answer
