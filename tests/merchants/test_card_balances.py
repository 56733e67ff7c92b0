"""The balance at a till: for the holder of the card, with the PIN."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.world.cards import HeldCard
from wallet.codes import card_numbers
from wallet.identity import memberships, people
from wallet.identity.permissions import Role
from wallet.identity.pin_hashes import PinMalformed
from wallet.identity.vault import Vault
from wallet.merchants import card_balances, checkout, till_rests, tills
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.refusals import (
    CardCannotPay,
    NotPaid,
    PinNotRight,
    RequestIdReused,
    TillResting,
)
from wallet.merchants.tills import Till, TillBlocked, TillRest
from wallet.money import Euros
from wallet.notifications.outbox import Message

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


def test_a_refusal_is_the_answer_for_ever_and_tries_nothing_more(
    session: Session, till: Till, held: HeldCard
) -> None:
    unknown, wrong = uuid4(), uuid4()
    with pytest.raises(CardCannotPay):
        ask(session, till, held, number=card_numbers.draw(), request_id=unknown)
    with pytest.raises(PinNotRight):
        ask(session, till, held, pin=WRONG, request_id=wrong)

    with pytest.raises(CardCannotPay):
        ask(session, till, held, request_id=unknown)
    with pytest.raises(PinNotRight):
        ask(session, till, held, request_id=wrong)
    assert len(session.scalars(select(CardPinTry)).all()) == 1


def test_ten_cards_that_are_none_make_the_till_rest_and_tell_its_owner(
    session: Session, till: Till, held: HeldCard
) -> None:
    owner = people.register(session, name="Owner", email="owner@example.org", language="en")
    memberships.grant(session, owner, till.merchant.organisation, Role.MERCHANT, now=build.NOW)
    for _ in range(10):
        with pytest.raises(CardCannotPay):
            ask(session, till, held, number=card_numbers.draw())

    with pytest.raises(TillResting):
        ask(session, till, held)
    with pytest.raises(TillResting):
        checkout.redeem(session, till, **build.a_card_sale(held, cents=1_00))

    told = session.scalars(select(Message.subject)).one()
    assert told == f"A till of {till.merchant.name} rests for a minute"
    assert ask(session, till, held, now=build.NOW + timedelta(minutes=1)) == Euros(12_50)


def test_guesses_at_the_pad_and_for_the_balance_count_together(
    session: Session, till: Till, held: HeldCard
) -> None:
    for _ in range(5):
        with pytest.raises(CardCannotPay):
            ask(session, till, held, number=card_numbers.draw())
        guess = build.a_card_sale(held, cents=1_00) | {"code": card_numbers.draw()}
        with pytest.raises(NotPaid):
            checkout.redeem(session, till, **guess)

    with pytest.raises(TillResting):
        ask(session, till, held)


def test_wrong_pins_of_many_cards_make_a_till_rest(
    session: Session, till: Till, held: HeldCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than hands can cause; the ten that lock one card do not."""
    monkeypatch.setattr(till_rests, "MOST_REFUSALS", 12)
    for _ in range(12):
        with pytest.raises((PinNotRight, CardCannotPay)):
            ask(session, till, held, pin=WRONG)

    with pytest.raises(TillResting):
        ask(session, till, held)


def test_numbers_tried_at_the_same_moment_are_all_counted(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    held = build.a_card(committed, cents=12_50)
    till = build.a_till(committed, held.card.sheet.programme)
    committed.commit()

    def try_one(session: Session) -> Euros:
        own = session.get_one(Till, till.id)
        return ask(session, own, held, number=card_numbers.draw())

    answers = at_once.requests(engine, vault, [try_one] * 16)

    assert {type(answer) for answer in answers} <= {CardCannotPay, TillResting}
    assert committed.scalar(select(func.count()).select_from(TillRest)) == 1
