"""Above the floor the phone is asked; the till waits, and is answered once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.world.participants import Phone
from wallet.merchants import confirmations, consents, phone_sales, receipts, reversals
from wallet.merchants.confirmations import Confirmation, ConfirmationNotFound, PhoneMustConfirm
from wallet.merchants.consents import ConfirmationOver, Consent
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid, Reason, RefusedRedemption, RequestIdReused
from wallet.merchants.reversals import Reversal
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import devices, pins, wallets
from wallet.wallets.pins import PinLocked, PinWrong

PIN = "80417"
SOON = build.NOW + timedelta(seconds=10)
TOO_LATE = build.NOW + timedelta(seconds=60)


class World:
    """A shop, a customer with EUR 100, and a sale of EUR 40: above the floor of EUR 25."""

    def __init__(self, session: Session, *, pin: str | None = PIN, **terms: Any) -> None:
        self.session = session
        programme = build.a_programme(session, **terms)
        self.payer = build.a_participant(session, cents=100_00, programme=programme)
        if pin:
            pins.choose(session, self.payer.device, pin=pin, now=build.NOW)
        self.till = build.a_till(session, programme)
        self.sale = build.a_sale(self.payer, cents=40_00)

    def ask(self, **changes: Any) -> Redemption:
        return phone_sales.redeem(self.session, self.till, **self.sale | changes)

    def wait(self) -> Confirmation:
        with pytest.raises(PhoneMustConfirm):
            self.ask()
        asked = consents.waiting(self.session, self.payer.device, now=build.NOW)
        assert asked is not None
        return asked

    @property
    def balance(self) -> Euros:
        return wallets.balance(self.session, self.payer.wallet)


def test_the_phone_is_asked_and_yes_pays_the_whole_price(session: Session) -> None:
    world = World(session)

    asked = world.wait()
    paid = consents.by_pin(session, asked, pin=PIN, now=SOON)

    assert (asked.price, asked.merchant) == (Euros(40_00), world.till.merchant)
    assert (paid.paid, paid.to_go) == (Euros(40_00), Euros(0))
    assert world.ask(now=SOON) == paid
    assert world.ask(now=TOO_LATE) == paid
    assert world.balance == Euros(60_00)
    assert session.get_one(Consent, asked.id).passkey_id is None


def test_until_then_nothing_is_paid_and_the_till_hears_the_same(session: Session) -> None:
    world = World(session)
    world.wait()

    with pytest.raises(PhoneMustConfirm) as again:
        world.ask(now=SOON)

    assert again.value.expires_at == TOO_LATE
    assert world.balance == Euros(100_00)


def test_without_pin_or_passkey_the_part_up_to_the_floor_is_paid(session: Session) -> None:
    world = World(session, pin=None)

    paid = world.ask()

    assert (paid.paid, paid.to_go) == (Euros(25_00), Euros(15_00))


def test_with_a_floor_of_nothing_only_a_yes_pays(session: Session) -> None:
    world = World(session, pin=None, confirm_above=Euros(0))

    with pytest.raises(NotPaid):
        world.ask()

    told = receipts.latest(session, world.payer.wallet.id, since=build.NOW)
    assert isinstance(told, RefusedRedemption)
    assert told.reason is Reason.NOT_CONFIRMED


@pytest.mark.parametrize("cents", [1, 24_99, 25_00])
def test_up_to_the_floor_nobody_is_asked(session: Session, cents: int) -> None:
    world = World(session)

    paid = world.ask(price=Euros(cents))

    assert paid.paid == Euros(cents)
    assert consents.waiting(session, world.payer.device, now=build.NOW) is None


def test_nobody_is_asked_when_less_than_the_floor_would_be_taken(session: Session) -> None:
    programme = build.a_programme(session)
    payer = build.a_participant(session, cents=20_00, programme=programme)
    pins.choose(session, payer.device, pin=PIN, now=build.NOW)
    till = build.a_till(session, programme)

    paid = phone_sales.redeem(session, till, **build.a_sale(payer, cents=40_00))

    assert (paid.paid, paid.to_go) == (Euros(20_00), Euros(20_00))


def test_no_pays_nothing_and_the_reason_is_on_the_phone_alone(session: Session) -> None:
    world = World(session)
    asked = world.wait()

    consents.decline(session, asked, now=SOON)

    with pytest.raises(NotPaid) as refused:
        world.ask(now=SOON)
    assert refused.value.facts == {}
    assert world.balance == Euros(100_00)
    told = receipts.latest(session, world.payer.wallet.id, since=build.NOW)
    assert isinstance(told, RefusedRedemption)
    assert told.reason is Reason.DECLINED


def test_a_minute_of_silence_pays_up_to_the_floor(session: Session) -> None:
    world = World(session)
    asked = world.wait()

    paid = world.ask(now=TOO_LATE)

    assert (paid.paid, paid.to_go) == (Euros(25_00), Euros(15_00))
    assert world.ask(now=SOON) == paid
    with pytest.raises(ConfirmationOver):
        consents.by_pin(session, asked, pin=PIN, now=SOON)
    assert world.balance == Euros(75_00)


def test_a_till_that_comes_back_much_later_is_paid_nothing(session: Session) -> None:
    world = World(session)
    world.wait()

    with pytest.raises(NotPaid):
        world.ask(now=TOO_LATE + timedelta(minutes=3))

    assert world.balance == Euros(100_00)


def test_yes_after_the_minute_is_too_late(session: Session) -> None:
    world = World(session)
    asked = world.wait()

    with pytest.raises(ConfirmationOver):
        consents.by_pin(session, asked, pin=PIN, now=TOO_LATE)

    assert world.balance == Euros(100_00)


def test_a_wrong_pin_may_be_tried_again(session: Session) -> None:
    world = World(session)
    asked = world.wait()

    with pytest.raises(PinWrong) as wrong:
        consents.by_pin(session, asked, pin="80418", now=SOON)

    assert wrong.value.left == 4
    assert consents.by_pin(session, asked, pin=PIN, now=SOON).paid == Euros(40_00)


def test_the_fifth_wrong_pin_ends_the_wait_at_the_floor(session: Session) -> None:
    world = World(session)
    asked = world.wait()
    for _ in range(4):
        with pytest.raises(PinWrong):
            consents.by_pin(session, asked, pin="80418", now=SOON)

    with pytest.raises(PinLocked):
        consents.by_pin(session, asked, pin="80418", now=SOON)

    assert consents.waiting(session, world.payer.device, now=SOON) is None
    assert world.ask(now=SOON).paid == Euros(25_00)
    with pytest.raises(ConfirmationOver):
        consents.by_pin(session, asked, pin=PIN, now=SOON)


def test_a_till_that_stops_while_it_waits_ends_without_a_sale(session: Session) -> None:
    world = World(session)
    asked = world.wait()

    reversals.revoke(session, world.till, world.sale["request_id"], now=SOON)

    with pytest.raises(ConfirmationOver):
        consents.by_pin(session, asked, pin=PIN, now=SOON)
    with pytest.raises(NotPaid):
        world.ask(now=SOON)
    assert world.balance == Euros(100_00)
    told = receipts.latest(session, world.payer.wallet.id, since=build.NOW)
    assert isinstance(told, RefusedRedemption)
    assert told.reason is Reason.REVOKED


def test_a_till_that_stops_after_the_yes_gives_the_coins_back(session: Session) -> None:
    world = World(session)
    consents.by_pin(session, world.wait(), pin=PIN, now=SOON)

    outcome = reversals.revoke(session, world.till, world.sale["request_id"], now=SOON)

    assert isinstance(outcome, Reversal)
    assert world.balance == Euros(100_00)


@pytest.mark.parametrize("cents", [41_00, 10_00])
def test_the_same_request_id_at_another_price_is_no_question(session: Session, cents: int) -> None:
    world = World(session)
    asked = world.wait()
    with pytest.raises(RequestIdReused):
        world.ask(price=Euros(cents), code=world.payer.code(steps=1))
    assert consents.by_pin(session, asked, pin=PIN, now=SOON).paid == Euros(40_00)


def test_another_request_with_the_same_code_is_refused(session: Session) -> None:
    world = World(session)
    world.wait()

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, world.till, **build.a_sale(world.payer, cents=40_00))


def test_only_the_phone_that_showed_the_code_is_asked(session: Session) -> None:
    world = World(session)
    asked = world.wait()
    others = [build.a_phone(session, world.payer.wallet), build.a_phone(session)]

    for other in others:
        assert consents.waiting(session, other.device, now=build.NOW) is None
        with pytest.raises(ConfirmationNotFound):
            confirmations.get(session, other.device, asked.id)


def test_coins_that_went_elsewhere_meanwhile_are_not_paid_twice(session: Session) -> None:
    world = World(session)
    asked = world.wait()
    other = build.a_phone(session, world.payer.wallet)
    for _ in range(4):
        spend(world.till, session, other, cents=25_00)
        other = build.a_phone(session, world.payer.wallet)

    with pytest.raises(NotPaid):
        consents.by_pin(session, asked, pin=PIN, now=SOON)

    assert world.balance == Euros(0)


def test_a_shop_in_two_programmes_asks_by_those_the_customer_is_in(session: Session) -> None:
    world = World(session)
    strict = build.a_programme(session, confirm_above=Euros(1_00))
    till = build.a_till(session, strict, merchant=None)
    own = build.a_registration(
        session, build.a_coordinator(session, strict), strict, world.payer.wallet
    )

    assert confirmations.floor_of(session, till, own.id, now=build.NOW) == Euros(1_00)
    assert confirmations.floor_of(session, world.till, own.id, now=build.NOW) == Euros(25_00)


def test_a_blocked_phone_is_asked_nothing_more(session: Session) -> None:
    world = World(session)
    asked = world.wait()
    devices.block(session, world.payer.device, by=None, now=SOON)

    assert devices.find_open(session, asked.device_id) is None


@pytest.mark.parametrize("at", [SOON, TOO_LATE])
def test_a_phone_blocked_after_it_was_asked_pays_nothing(session: Session, at: datetime) -> None:
    world = World(session)
    world.wait()
    devices.block(session, world.payer.device, by=None, now=SOON)
    session.expire_all()

    with pytest.raises(NotPaid):
        world.ask(now=at)

    told = receipts.latest(session, world.payer.wallet.id, since=build.NOW)
    assert isinstance(told, RefusedRedemption)
    assert told.reason is Reason.DEVICE_BLOCKED
    assert world.balance == Euros(100_00)


def spend(till: Till, session: Session, phone: Phone, *, cents: int) -> None:
    phone_sales.redeem(session, till, **build.a_sale(phone, cents=cents))
