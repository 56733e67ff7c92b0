"""What a card does not pay: a wrong PIN, a locked one, a blocked or blank card, a guess."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.world.cards import HeldCard
from wallet.codes import card_handovers, card_numbers, card_pins, card_stock, cards
from wallet.codes.card_numbers import CardNumberMalformed
from wallet.codes.pay_codes import PayCodeMalformed
from wallet.identity.pin_hashes import PinMalformed
from wallet.merchants import card_sales, checkout, pin_tries, reversals, tills
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.redemptions import PriceOutOfRange, Redemption
from wallet.merchants.refusals import (
    CardCannotPay,
    NotPaid,
    PinNotRight,
    Reason,
    RefusedRedemption,
    RequestIdReused,
)
from wallet.merchants.tills import Till, TillBlocked
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


def test_a_wrong_pin_pays_nothing_and_is_counted_once_a_request(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = build.a_card_sale(held, cents=11_00)

    for pin in (WRONG, WRONG, held.pin, None):
        with pytest.raises(PinNotRight):
            checkout.redeem(session, till, **sale, pin=pin)

    assert tries(session) == [False]
    assert reason_on_record(session) is Reason.CARD_PIN_WRONG
    assert pay(session, till, held, 11_00, pin=held.pin).paid == Euros(11_00)


def test_ten_wrong_pins_in_a_row_lock_the_card(
    session: Session, till: Till, held: HeldCard
) -> None:
    for _ in range(9):
        with pytest.raises(PinNotRight):
            pay(session, till, held, 11_00, pin=WRONG)
    with pytest.raises(CardCannotPay):
        pay(session, till, held, 11_00, pin=WRONG)

    for cents, pin in ((11_00, held.pin), (1_00, None), (1_00, held.pin)):
        with pytest.raises(CardCannotPay):
            pay(session, till, held, cents, pin=pin)
    assert tries(session) == [False] * 10 + [None] * 2
    assert wallets.balance(session, held.wallet) == Euros(100_00)


def test_a_right_pin_begins_the_count_anew(session: Session, till: Till, held: HeldCard) -> None:
    for pin in [*[WRONG] * 9, held.pin, *[WRONG] * 9]:
        try:
            pay(session, till, held, 10_01, pin=pin)
        except PinNotRight:
            continue

    chosen = card_pins.find(session, held.card.id)
    assert chosen is not None
    assert chosen.lock is None
    assert pin_tries.wrong_in_a_row(session, chosen) == 9


def test_a_new_pin_opens_a_locked_card(session: Session, till: Till, held: HeldCard) -> None:
    lock(session, till, held)

    card_pins.choose(session, held.card, "29304", by=held.coordinator.person, now=LATER)

    assert pay(session, till, held, 11_00, pin="29304", now=LATER).paid == Euros(11_00)
    with pytest.raises(PinNotRight):
        pay(session, till, held, 11_00, pin=held.pin, now=LATER)


def test_a_card_in_nobodys_hands_pays_nothing(session: Session, till: Till, held: HeldCard) -> None:
    blank = cards.number_of(session, card_stock.of_sheet(session, held.card.sheet)[1])

    with pytest.raises(CardCannotPay):
        pay(session, till, held, 1_00, code=blank)
    assert reason_on_record(session) is Reason.CARD_NOT_HANDED_OVER


def test_a_blocked_card_pays_nothing_and_tries_no_pin(
    session: Session, till: Till, held: HeldCard
) -> None:
    cards.block(session, held.card, by=held.coordinator.person, now=NOW)

    with pytest.raises(CardCannotPay):
        pay(session, till, held, 11_00, pin=held.pin)
    assert reason_on_record(session) is Reason.CARD_BLOCKED
    assert tries(session) == []


def test_a_made_up_number_is_a_guess(session: Session, till: Till, held: HeldCard) -> None:
    near = f"{held.number[:15]}{(int(held.number[15]) + 1) % 10}"

    for number in (near, card_numbers.draw()):
        with pytest.raises(NotPaid) as refusal:
            pay(session, till, held, 1_00, code=number)
        assert type(refusal.value) is NotPaid
        assert reason_on_record(session) is Reason.CODE_WRONG


def test_ten_made_up_numbers_rest_the_till(session: Session, till: Till, held: HeldCard) -> None:
    for _ in range(10):
        with pytest.raises(NotPaid):
            pay(session, till, held, 1_00, code=card_numbers.draw())

    with pytest.raises(NotPaid):
        pay(session, till, held, 1_00)
    assert reason_on_record(session) is Reason.TILL_RESTING


def test_a_request_id_is_of_one_price(session: Session, till: Till, held: HeldCard) -> None:
    sale = build.a_card_sale(held, cents=5_00)
    checkout.redeem(session, till, **sale)

    with pytest.raises(RequestIdReused):
        checkout.redeem(session, till, **sale | {"price": Euros(6_00)})


def test_a_revoked_request_is_never_paid_by_card(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = build.a_card_sale(held, cents=5_00)
    reversals.revoke(session, till, sale["request_id"], now=NOW)

    with pytest.raises(NotPaid):
        checkout.redeem(session, till, **sale)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code": "9" * 15}, PayCodeMalformed),
        ({"pin": "1234"}, PinMalformed),
        ({"pin": "abcde"}, PinMalformed),
        ({"pin": ""}, PinMalformed),
        ({"price": Euros(0)}, PriceOutOfRange),
    ],
)
def test_what_makes_no_sense_is_not_written_down(
    session: Session, till: Till, held: HeldCard, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        pay(session, till, held, 5_00, **changes)

    assert session.scalars(select(RefusedRedemption)).all() == []
    assert tries(session) == []


def test_a_number_that_is_no_cards_is_malformed() -> None:
    with pytest.raises(CardNumberMalformed):
        card_numbers.read("8" * 16)


def test_a_blocked_till_takes_no_card(session: Session, till: Till, held: HeldCard) -> None:
    tills.block(session, till, by=build.a_person(session), now=NOW)

    with pytest.raises(TillBlocked):
        pay(session, till, held, 5_00)


def test_the_pin_shows_in_no_trace(session: Session, till: Till, held: HeldCard) -> None:
    sale = card_sales.read(request_id=uuid4(), code=held.number, pin=held.pin, price=Euros(11_00))

    assert held.pin not in repr(sale)
    assert held.number not in repr(sale)


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


def test_the_coins_of_another_programme_pay_nothing_here(session: Session, held: HeldCard) -> None:
    """With the right PIN, too; the till hears the neutral sentence, the desk the reason."""
    elsewhere = build.a_till(session, build.a_programme(session))
    small, large = build.a_card_sale(held, cents=4_00), build.a_card_sale(held, cents=12_00)

    for sale in (small, large | {"pin": held.pin}):
        with pytest.raises(NotPaid) as refusal:
            checkout.redeem(session, elsewhere, **sale)
        assert type(refusal.value) is NotPaid

    reasons = session.scalars(select(RefusedRedemption.reason)).all()
    assert reasons == [Reason.OTHER_PROGRAMME] * 2
    assert wallets.balance(session, held.wallet) == Euros(100_00)
