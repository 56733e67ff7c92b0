"""Who stands at the tills: with a phone, above the floor with a PIN or without, or with a card.

What somebody does is drawn beforehand, so that the same seed gives the same people.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

from tests.build import HeldCard, Phone
from trials import exchange
from trials.exchange import Silence
from wallet import clock
from wallet.wallets import device_tokens

PIN, WRONG_PIN = "80417", "80418"
CONFIRMATIONS = "/api/confirmations"
LOOKS_EVERY, LOOKS_FOR, TIMEOUT = 2.0, 25.0, 8.0
"""Seconds: as often as a phone asks what happened, and how long somebody keeps looking at it."""


class Habit(Enum):
    """What somebody does who is asked on the phone, or for the PIN of a card."""

    RIGHT = "types the PIN"
    WRONG = "types another PIN"
    NO = "says no"
    NOTHING = "does nothing"


@dataclass(frozen=True)
class Customer:
    """With the price of what is bought, as the till's keys say it."""

    price: str
    habit: Habit

    def code(self) -> str:
        raise NotImplementedError

    @property
    def pin(self) -> str | None:
        """What is typed at the till that asks for it; None: the holder walks away."""
        return {Habit.RIGHT: PIN, Habit.WRONG: WRONG_PIN}.get(self.habit)

    async def look_at_phone(self, port: int, *, pace: float) -> None:
        """Answer what is asked there; for as long as somebody would."""


@dataclass(frozen=True)
class CardHolder(Customer):
    """With a card, and its PIN in mind."""

    card: HeldCard

    def code(self) -> str:
        return self.card.number


@dataclass(frozen=True)
class PhoneOwner(Customer):
    """With a phone, on the same bad network as the tills."""

    phone: Phone
    is_asked: bool
    """Whether the price is above the floor."""

    def code(self) -> str:
        return self.phone.code(clock.now())

    async def look_at_phone(self, port: int, *, pace: float) -> None:
        if self.habit is Habit.NOTHING or not self.is_asked:
            return
        url, body = None, None
        for _ in range(round(LOOKS_FOR / LOOKS_EVERY)):
            try:
                if url is None:
                    url, body = await self._asked(port, pace)
                elif await self._answered(port, url, body, pace):
                    return
            except Silence:
                pass  # the phone says so, and goes on
            await asyncio.sleep(LOOKS_EVERY * pace)

    async def _asked(self, port: int, pace: float) -> tuple[str | None, dict[str, str] | None]:
        status, asked = await self._ask(port, "GET", CONFIRMATIONS, None, pace)
        if status != HTTPStatus.OK or not asked:
            return None, None
        url = f"{CONFIRMATIONS}/{asked[0]['id']}"
        if self.habit is Habit.NO:
            return f"{url}/refusal", {}
        return f"{url}/consent", {"pin": self.pin or ""}

    async def _answered(
        self, port: int, url: str, body: dict[str, str] | None, pace: float
    ) -> bool:
        """Whether the books gave an answer, such as that it is too late, or the PIN is wrong."""
        status, _ = await self._ask(port, "POST", url, body, pace)
        return status < HTTPStatus.INTERNAL_SERVER_ERROR

    async def _ask(
        self, port: int, method: str, path: str, body: dict[str, str] | None, pace: float
    ) -> tuple[int, list[dict[str, str]] | None]:
        token = device_tokens.make(self.phone.secret, self.phone.device.handle)
        own = {"Authorization": f"Bearer {token}"}
        return await exchange.ask(port, method, path, own, body, within=TIMEOUT * pace)
