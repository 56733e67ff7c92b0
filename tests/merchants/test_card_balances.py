"""The balance at a till: for the holder of the card, with the PIN."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.world.cards import HeldCard
from wallet.codes import card_numbers
from wallet.identity.pin_hashes import PinMalformed
from wallet.merchants import card_balances, checkout, tills
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.refusals import CardCannotPay, PinNotRight, RequestIdReused
from wallet.merchants.tills import Till, TillBlocked
from wallet.money import Euros

WRONG = "80418"


@pytest.fixture
def held(session: Session) -> HeldCard:
    return build.a_card(session, cents=12_50)


@pytest.fixture
def till(session: Session, held: HeldCard) -> Till:
    return build.a_till(session, held.card.sheet.programme)


def ask(
    session: Session, till: Till, held: HeldCard, *, request_id: UUID | None = None, **changes: Any
) -> Euros:
    asked = {"number": held.number, "pin": held.pin, "now": build.NOW} | changes
    return card_balances.tell(session, till, request_id=request_id or uuid4(), **asked)


def test_the_holder_learns_the_balance(session: Session, till: Till, held: HeldCard) -> None:
    assert ask(session, till, held) == Euros(12_50)


def test_the_answer_is_given_once(session: Session, till: Till, held: HeldCard) -> None:
    """Whoever holds the till cannot ask again for the customer who left."""
    request_id = uuid4()
    ask(session, till, held, request_id=request_id)

    with pytest.raises(RequestIdReused):
        ask(session, till, held, request_id=request_id)


def test_a_sales_pin_tells_no_balance_and_pays_for_nothing_else(
    session: Session, till: Till, held: HeldCard
) -> None:
    sale = build.a_card_sale(held, cents=11_00)
    checkout.redeem(session, till, **sale, pin=held.pin)
    asked = uuid4()
    ask(session, till, held, request_id=asked)

    with pytest.raises(RequestIdReused):
        ask(session, till, held, request_id=sale["request_id"], pin=WRONG)
    with pytest.raises(RequestIdReused):
        checkout.redeem(session, till, **sale | {"request_id": asked})


def test_wrong_pins_count_with_those_of_sales(session: Session, till: Till, held: HeldCard) -> None:
    for _ in range(9):
        with pytest.raises(PinNotRight):
            ask(session, till, held, pin=WRONG)
    with pytest.raises(CardCannotPay):
        checkout.redeem(session, till, **build.a_card_sale(held, cents=11_00), pin=WRONG)

    with pytest.raises(CardCannotPay):
        ask(session, till, held)
    assert len(session.scalars(select(CardPinTry)).all()) == 11


def test_of_a_card_that_is_none_nothing_is_told(
    session: Session, till: Till, held: HeldCard
) -> None:
    with pytest.raises(CardCannotPay):
        ask(session, till, held, number=card_numbers.draw())
    with pytest.raises(PinMalformed):
        ask(session, till, held, pin="1")


def test_a_blocked_till_tells_nothing(session: Session, till: Till, held: HeldCard) -> None:
    tills.block(session, till, by=build.a_person(session), now=build.NOW)

    with pytest.raises(TillBlocked):
        ask(session, till, held)
