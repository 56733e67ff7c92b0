"""Cards in a storm: every wrong PIN counts, and one request has one answer."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.world.cards import HeldCard
from wallet.codes import card_pins
from wallet.identity.vault import Vault
from wallet.merchants import checkout
from wallet.merchants.card_refusals import CardPinNeeded
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import CardCannotPay, NotPaid, PinNotRight
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import wallets

WRONG = "80418"


@pytest.fixture
def held(committed: Session) -> HeldCard:
    return build.a_card(committed, cents=100_00)


@pytest.fixture
def till(committed: Session, held: HeldCard) -> Till:
    paired = build.a_till(committed, held.card.sheet.programme)
    committed.commit()
    return paired


def ask(till: Till, session: Session, **sale: Any) -> Redemption:
    return checkout.redeem(session, session.merge(till, load=False), **sale)


def storm(engine: Engine, vault: Vault, till: Till, sales: list[dict[str, Any]]) -> list[Any]:
    return at_once.requests(engine, vault, [partial(ask, till, **sale) for sale in sales])


def test_twenty_wrong_pins_at_once_count_twenty_and_lock(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    sales = [build.a_card_sale(held, cents=11_00, pin=WRONG) for _ in range(20)]

    answers = storm(engine, vault, till, sales)

    assert Counter(type(answer) for answer in answers) == {PinNotRight: 9, CardCannotPay: 11}
    looked_at = committed.scalars(select(CardPinTry.is_right).order_by(CardPinTry.number)).all()
    assert looked_at == [False] * 10 + [None] * 10
    assert card_pins.is_locked(committed, held.card.id)


def test_beyond_ten_the_right_pin_is_no_oracle(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    storm(engine, vault, till, [build.a_card_sale(held, cents=11_00, pin=WRONG)] * 1)
    wrong = [build.a_card_sale(held, cents=11_00, pin=WRONG) for _ in range(9)]
    storm(engine, vault, till, wrong)

    answers = storm(
        engine,
        vault,
        till,
        [build.a_card_sale(held, cents=11_00, pin=pin) for pin in (WRONG, held.pin) * 4],
    )

    assert {type(answer) for answer in answers} == {CardCannotPay}
    assert wallets.balance(committed, held.wallet) == Euros(100_00)


def test_one_request_with_one_pin_has_one_answer(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    right = build.a_card_sale(held, cents=11_00, pin=held.pin)
    wrong = build.a_card_sale(held, cents=11_00, pin=WRONG)

    paid = storm(engine, vault, till, [right] * 16)
    refused = storm(engine, vault, till, [wrong] * 16)

    assert len({answer.receipt for answer in paid}) == 1
    assert {type(answer) for answer in refused} == {PinNotRight}
    assert sorted(committed.scalars(select(CardPinTry.is_right)).all()) == [False, True]
    assert wallets.balance(committed, held.wallet) == Euros(89_00)


def test_a_storm_of_small_sales_stays_within_the_limits(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    """Five without the PIN, whatever happens at once; the others are asked for it."""
    sales = [build.a_card_sale(held, cents=4_00) for _ in range(16)]

    answers = storm(engine, vault, till, sales)

    paid = [answer for answer in answers if isinstance(answer, Redemption)]
    assert len(paid) == 5
    assert wallets.balance(committed, held.wallet) == Euros(80_00)


def test_a_storm_with_the_pin_pays_no_more_than_a_day(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    sales = [build.a_card_sale(held, cents=11_00, pin=held.pin) for _ in range(8)]

    answers = storm(engine, vault, till, sales)

    paid = [answer.paid.cents for answer in answers if isinstance(answer, Redemption)]
    assert sorted(paid) == [3_00, 11_00, 11_00]
    assert sum(isinstance(answer, NotPaid) for answer in answers) == 5


def test_sales_that_waited_for_a_pin_do_not_pass_uncounted(
    committed: Session, engine: Engine, vault: Vault, till: Till, held: HeldCard
) -> None:
    """They began before it was typed, and get their turn after it: two real connections."""
    with_pin = build.a_card_sale(held, cents=11_00, pin=held.pin)
    before = with_pin["now"] - timedelta(milliseconds=10)
    small = [build.a_card_sale(held, cents=1_00) | {"now": before} for _ in range(8)]

    with (
        ThreadPoolExecutor(1) as beside,
        Session(engine, expire_on_commit=False, info={"vault": vault}) as typing,
    ):
        ask(till, typing, **with_pin)
        waiting = beside.submit(storm, engine, vault, till, small)
        wait([waiting], timeout=0.5)
        typing.commit()
        answers = waiting.result()

    assert {type(answer) for answer in answers} == {CardPinNeeded}
    assert wallets.balance(committed, held.wallet) == Euros(89_00)
