"""Paying with a card: up to the limits without a PIN, and above them with it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.world.cards import HeldCard
from wallet.codes import card_handovers, card_numbers
from wallet.merchants import checkout, reversals
from wallet.merchants.card_refusals import CardPinNeeded
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import (
    CardCannotPay,
    NotPaid,
    Reason,
    RefusedRedemption,
)
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import wallets

NOW = build.NOW
LATER = NOW + timedelta(minutes=5)
WRONG = "80418"


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def held(session: Session, programme: Programme) -> HeldCard:
    """Somebody with a card and EUR 100.00, since an hour."""
    return build.a_card(session, cents=100_00, programme=programme, at=NOW - timedelta(hours=1))


@pytest.fixture
def till(session: Session, programme: Programme) -> Till:
    return build.a_till(session, programme)


def pay(session: Session, till: Till, held: HeldCard, cents: int, **changes: Any) -> Redemption:
    return checkout.redeem(session, till, **build.a_card_sale(held, cents=cents, **changes))


def test_a_card_pays_up_to_ten_euros_without_its_pin(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = pay(session, till, held, 10_00)

    assert (sale.paid, sale.card_id, sale.device_id) == (Euros(10_00), held.card.id, None)
    assert wallets.balance(session, held.wallet) == Euros(90_00)
    assert session.scalars(select(CardPinTry)).all() == []


def test_a_number_typed_in_groups_pays_too(session: Session, till: Till, held: HeldCard) -> None:
    sale = pay(session, till, held, 5_00, code=card_numbers.grouped(held.number))

    assert sale.card_id == held.card.id


def test_above_ten_euros_the_same_request_goes_on_with_the_pin(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = build.a_card_sale(held, cents=10_01)

    for _ in range(2):
        with pytest.raises(CardPinNeeded):
            checkout.redeem(session, till, **sale)
    paid = checkout.redeem(session, till, **sale, pin=held.pin)

    assert paid.paid == Euros(10_01)
    assert checkout.redeem(session, till, **sale) is paid
    assert checkout.redeem(session, till, **sale, pin=WRONG) is paid
    assert tries(session) == [True]


def test_after_five_sales_without_it_the_pin_is_asked(
    session: Session, till: Till, held: HeldCard
) -> None:
    for minute in range(5):
        pay(session, till, held, 1_00, now=NOW + timedelta(minutes=minute))

    with pytest.raises(CardPinNeeded):
        pay(session, till, held, 1_00, now=LATER)
    pay(session, till, held, 1_00, now=LATER, pin=held.pin)
    for minute in range(1, 6):
        pay(session, till, held, 1_00, now=LATER + timedelta(minutes=minute))
    with pytest.raises(CardPinNeeded):
        pay(session, till, held, 1_00, now=LATER + timedelta(minutes=6))


def test_a_sale_given_back_still_counts_as_one_without_the_pin(
    session: Session, till: Till, held: HeldCard
) -> None:
    for minute in range(5):
        at = NOW + timedelta(minutes=minute)
        reversals.reverse(session, pay(session, till, held, 1_00, now=at), by=till, now=at)

    with pytest.raises(CardPinNeeded):
        pay(session, till, held, 1_00, now=LATER)


def test_a_day_pays_twenty_five_euros_and_the_last_sale_a_part(
    session: Session, till: Till, held: HeldCard
) -> None:
    pay(session, till, held, 20_00, pin=held.pin)

    last = pay(session, till, held, 8_00, now=LATER)

    assert (last.paid, last.to_go) == (Euros(5_00), Euros(3_00))
    with pytest.raises(NotPaid) as refusal:
        pay(session, till, held, 1_00, now=LATER)
    assert type(refusal.value) is NotPaid
    assert reason_on_record(session) is Reason.CARD_DAY_LIMIT


def test_the_day_begins_anew_at_midnight_in_amsterdam(
    session: Session, till: Till, held: HeldCard
) -> None:
    before = datetime(2026, 3, 16, 22, 59, tzinfo=NOW.tzinfo)
    pay(session, till, held, 25_00, pin=held.pin, now=before)

    with pytest.raises(NotPaid):
        pay(session, till, held, 1_00, now=before + timedelta(seconds=59))
    assert pay(session, till, held, 1_00, now=before + timedelta(minutes=1)).paid == Euros(1_00)


def test_a_sale_given_back_does_not_count_for_the_day(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = pay(session, till, held, 25_00, pin=held.pin)
    reversals.reverse(session, sale, by=till, now=LATER)

    assert pay(session, till, held, 25_00, pin=held.pin, now=LATER).paid == Euros(25_00)


def test_a_new_card_does_not_start_the_day_anew(
    session: Session, till: Till, held: HeldCard, programme: Programme
) -> None:
    pay(session, till, held, 25_00, pin=held.pin)
    new = replace(session, held, programme)

    with pytest.raises(NotPaid):
        pay(session, till, new, 1_00, now=LATER)
    with pytest.raises(CardCannotPay):
        pay(session, till, held, 1_00, now=LATER)


def test_a_new_card_has_the_coins_of_the_lost_one(
    session: Session, till: Till, held: HeldCard, programme: Programme
) -> None:
    new = replace(session, held, programme)

    assert pay(session, till, new, 5_00).paid == Euros(5_00)
    assert wallets.balance(session, held.wallet) == Euros(95_00)


def test_coins_pay_as_far_as_they_reach(session: Session, till: Till, programme: Programme) -> None:
    held = build.a_card(session, cents=3_20, programme=programme)

    sale = pay(session, till, held, 5_00)

    assert (sale.paid, sale.to_go) == (Euros(3_20), Euros(1_80))
    with pytest.raises(NotPaid):
        pay(session, till, held, 5_00)
    assert reason_on_record(session) is Reason.NOTHING_TO_SPEND


def test_a_phone_and_a_card_share_the_coins(session: Session, till: Till, held: HeldCard) -> None:
    phone = build.a_phone(session, held.wallet)
    pay(session, till, held, 10_00)

    checkout.redeem(session, till, **build.a_sale(phone, cents=20_00))

    assert wallets.balance(session, held.wallet) == Euros(70_00)
    assert pay(session, till, held, 10_00).paid == Euros(10_00)


def test_the_terms_of_the_programme_are_what_holds(session: Session) -> None:
    programme = build.a_programme(
        session, card_pin_above=Euros(0), card_sales_without_pin=0, card_day_limit=Euros(2_00)
    )
    held = build.a_card(session, cents=10_00, programme=programme)
    till = build.a_till(session, programme)

    with pytest.raises(CardPinNeeded):
        pay(session, till, held, 1)
    assert pay(session, till, held, 5_00, pin=held.pin).paid == Euros(2_00)


def replace(session: Session, held: HeldCard, programme: Programme) -> HeldCard:
    number = build.a_blank_number(session, held.coordinator, programme)
    card = card_handovers.hand_over(
        session, held.coordinator, held.wallet.id, number=number, pin=held.pin, now=NOW
    )
    return HeldCard(card, number, held.wallet, held.coordinator)


def lock(session: Session, till: Till, held: HeldCard) -> None:
    for _ in range(10):
        with pytest.raises(NotPaid):
            pay(session, till, held, 11_00, pin=WRONG)


def tries(session: Session) -> list[bool | None]:
    return list(session.scalars(select(CardPinTry.is_right).order_by(CardPinTry.number)))


def reason_on_record(session: Session) -> Reason:
    """Of the refusal written down last."""
    refused = session.scalars(select(RefusedRedemption)).all()
    return refused[-1].reason
