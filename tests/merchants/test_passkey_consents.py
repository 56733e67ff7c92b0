"""Yes with a passkey, and everything somebody could pass off as one: a key in software signs."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.wallets.authenticators import PRESENT, Authenticator
from tests.world.participants import Phone
from wallet.merchants import consents, phone_sales, tills
from wallet.merchants.confirmations import Confirmation, PhoneMustConfirm
from wallet.merchants.consents import ConfirmationOver, Consent
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros
from wallet.wallets import devices, passkeys, pins, wallets
from wallet.wallets.passkey_challenges import PasskeyRefused, RelyingParty

PIN = "80417"
HERE = RelyingParty(origin="https://wallet.example", id="wallet.example")
SOON = build.NOW + timedelta(seconds=10)
TOO_LATE = build.NOW + timedelta(seconds=60)


class World:
    """A customer with EUR 100, a phone and its passkey; a shop that asks for EUR 40."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.programme = build.a_programme(session)
        self.phone = build.a_participant(session, cents=100_00, programme=self.programme)
        pins.choose(session, self.phone.device, pin=PIN, now=build.NOW)
        self.till = build.a_till(session, self.programme)
        self.key = self.a_key(self.phone)
        self.asked = self.ask(self.phone)

    def a_key(self, phone: Phone) -> Authenticator:
        """Made on this phone, for whoever has its wallet's PIN."""
        made = Authenticator(HERE)
        options = passkeys.ask_to_add(self.session, phone.device, HERE, now=build.NOW)
        answer = made.make(options)
        passkeys.add(self.session, phone.device, HERE, answer=answer, pin=PIN, now=build.NOW)
        return made

    def ask(self, phone: Phone, *, cents: int = 40_00, steps: int = 0) -> Confirmation:
        """What the phone is asked when a till scans its code."""
        now = build.NOW + steps * timedelta(seconds=1)
        sale = build.a_sale(phone, cents=cents) | {"code": phone.code(steps=steps), "now": now}
        with pytest.raises(PhoneMustConfirm):
            phone_sales.redeem(self.session, self.till, **sale)
        asked = consents.waiting(self.session, phone.device, now=now)
        assert asked is not None
        return asked

    def challenge(self, asked: Confirmation | None = None) -> str:
        return consents.ask_for_passkey(self.session, asked or self.asked, HERE, now=build.NOW)

    def say_yes(
        self, answer: dict[str, Any], *, asked: Confirmation | None = None, **changes: Any
    ) -> Redemption:
        how = {"answer": answer, "now": SOON} | changes
        return consents.by_passkey(self.session, asked or self.asked, HERE, **how)

    @property
    def balance(self) -> Euros:
        return wallets.balance(self.session, self.phone.wallet)


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


def test_yes_pays_once_and_says_with_what(world: World) -> None:
    answer = world.key.sign(world.challenge())

    paid = world.say_yes(answer)

    assert paid.paid == Euros(40_00)
    assert world.session.get_one(Consent, world.asked.id).passkey_id is not None
    with pytest.raises(ConfirmationOver):
        world.say_yes(answer)
    assert world.balance == Euros(60_00)


def test_a_yes_to_one_request_is_none_to_another(world: World) -> None:
    """Not at another amount, and not after its own was paid."""
    other = world.ask(world.phone, cents=50_00, steps=1)
    answer = world.key.sign(world.challenge())
    world.challenge(other)

    with pytest.raises(PasskeyRefused):
        world.say_yes(answer, asked=other)
    world.say_yes(answer)
    with pytest.raises(PasskeyRefused):
        world.say_yes(answer, asked=other)
    assert world.balance == Euros(60_00)


def test_after_the_minute_it_is_too_late(world: World) -> None:
    answer = world.key.sign(world.challenge())

    with pytest.raises(ConfirmationOver):
        world.say_yes(answer, now=TOO_LATE)
    assert world.balance == Euros(100_00)


def test_a_later_challenge_voids_the_earlier(world: World) -> None:
    answer = world.key.sign(world.challenge())
    world.challenge()

    with pytest.raises(PasskeyRefused):
        world.say_yes(answer)


def test_the_passkey_of_somebody_else_says_nothing(world: World) -> None:
    stranger = build.a_participant(world.session, cents=1_00, programme=world.programme)
    pins.choose(world.session, stranger.device, pin=PIN, now=build.NOW)
    theirs = world.a_key(stranger)

    with pytest.raises(PasskeyRefused):
        world.say_yes(theirs.sign(world.challenge()))


def test_the_passkey_of_a_lost_phone_says_nothing(world: World) -> None:
    """It was made on another phone of the same person, which is blocked since."""
    lost = build.a_phone(world.session, world.phone.wallet)
    key = world.a_key(lost)
    challenge = world.challenge()
    devices.block(world.session, lost.device, by=None, now=build.NOW)

    with pytest.raises(PasskeyRefused):
        world.say_yes(key.sign(challenge))
    assert world.say_yes(world.key.sign(world.challenge())).paid == Euros(40_00)


def test_a_touch_another_place_and_a_copied_key_are_refused(world: World) -> None:
    copied = copy.copy(world.key)
    world.say_yes(world.key.sign(world.challenge()))
    world.asked = world.ask(world.phone, steps=1)
    elsewhere = copy.copy(world.key)
    elsewhere.here = RelyingParty(origin="https://wallet.evil", id="wallet.evil")

    with pytest.raises(PasskeyRefused):  # its counter stands where the first one's stood
        world.say_yes(copied.sign(world.challenge()))
    with pytest.raises(PasskeyRefused):
        world.say_yes(elsewhere.sign(world.challenge()))
    with pytest.raises(PasskeyRefused):
        world.say_yes(world.key.sign(world.challenge(), flags=PRESENT))
    assert world.balance == Euros(60_00)


def test_a_yes_to_a_till_that_was_blocked_meanwhile_pays_nothing(world: World) -> None:
    """It could not be told, and would take the coins for goods that nobody hands over."""
    answer = world.key.sign(world.challenge())
    tills.block(world.session, world.till, by=build.a_person(world.session), now=build.NOW)

    with pytest.raises(ConfirmationOver):
        world.say_yes(answer)
    with pytest.raises(ConfirmationOver):
        consents.by_pin(world.session, world.asked, pin=PIN, now=SOON)
    assert consents.waiting(world.session, world.phone.device, now=SOON) is None
    assert world.balance == Euros(100_00)
