"""Yes, no, silence and stop at the same moment: one outcome, and the coins move once or not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.world.participants import Phone
from wallet.identity.vault import Vault
from wallet.ledger import audit
from wallet.merchants import confirmations, consents, phone_sales, reversals
from wallet.merchants.confirmations import PhoneMustConfirm
from wallet.merchants.consents import ConfirmationOver
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid, RefusedRedemption
from wallet.merchants.reversals import Reversal
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import pins, wallets
from wallet.wallets.pins import PinGuess, PinLocked, PinWrong

PIN = "80417"
IN_TIME = build.NOW + timedelta(seconds=59)
TOO_LATE = build.NOW + timedelta(seconds=61)
Work = Callable[[Session], Any]


class Scene:
    """A till that waits for a phone, committed."""

    def __init__(self, session: Session) -> None:
        programme = build.a_programme(session)
        self.payer: Phone = build.a_participant(session, cents=100_00, programme=programme)
        pins.choose(session, self.payer.device, pin=PIN, now=build.NOW)
        self.till = build.a_till(session, programme)
        self.sale = build.a_sale(self.payer, cents=40_00)
        with pytest.raises(PhoneMustConfirm):
            phone_sales.redeem(session, self.till, **self.sale)
        asked = consents.waiting(session, self.payer.device, now=build.NOW)
        assert asked is not None
        self.asked_id = asked.id
        session.commit()

    def yes(self, pin: str = PIN, now: datetime = IN_TIME) -> Work:
        return lambda session: consents.by_pin(session, self._asked(session), pin=pin, now=now)

    def no(self) -> Work:
        return lambda session: consents.decline(session, self._asked(session), now=IN_TIME)

    def ask_again(self, now: datetime) -> Work:
        return lambda session: phone_sales.redeem(
            session, session.get_one(Till, self.till.id), **self.sale | {"now": now}
        )

    def stop(self) -> Work:
        return lambda session: reversals.revoke(
            session, session.get_one(Till, self.till.id), self.sale["request_id"], now=IN_TIME
        )

    def _asked(self, session: Session) -> confirmations.Confirmation:
        return session.get_one(confirmations.Confirmation, self.asked_id)


def outcomes(session: Session) -> tuple[int, int, int]:
    """How many sales, refusals and reversals there are."""
    return tuple(  # type: ignore[return-value]  # three of them
        session.scalars(select(func.count()).select_from(table)).one()
        for table in (Redemption, RefusedRedemption, Reversal)
    )


def is_audit_clean(engine: Engine) -> bool:
    with engine.connect() as connection:
        return audit.audit(connection).is_clean


@pytest.mark.parametrize("round_number", range(4))
def test_yes_and_the_end_of_the_minute(
    committed: Session, engine: Engine, vault: Vault, round_number: int
) -> None:
    scene = Scene(committed)
    works = [scene.yes(), scene.ask_again(TOO_LATE), scene.ask_again(TOO_LATE)] * 4

    answers = at_once.requests(engine, vault, works[round_number:] + works[:round_number])

    paid = {answer.paid for answer in answers if isinstance(answer, Redemption)}
    assert len(paid) == 1
    assert paid <= {Euros(40_00), Euros(25_00)}
    assert outcomes(committed) == (1, 0, 0)
    balance = wallets.balance(committed, scene.payer.wallet)
    assert balance == Euros(100_00) - paid.pop()
    assert is_audit_clean(engine)


@pytest.mark.parametrize("round_number", range(4))
def test_yes_and_a_till_that_stops(
    committed: Session, engine: Engine, vault: Vault, round_number: int
) -> None:
    scene = Scene(committed)
    works = [scene.yes(), scene.stop(), scene.stop()] * 4

    at_once.requests(engine, vault, works[round_number:] + works[:round_number])

    assert outcomes(committed) in {(1, 0, 1), (0, 1, 0)}
    assert wallets.balance(committed, scene.payer.wallet) == Euros(100_00)
    assert is_audit_clean(engine)


def test_yes_and_no(committed: Session, engine: Engine, vault: Vault) -> None:
    scene = Scene(committed)

    answers = at_once.requests(engine, vault, [scene.yes(), scene.no()] * 6)

    assert outcomes(committed) in {(1, 0, 0), (0, 1, 0)}
    assert sum(isinstance(answer, ConfirmationOver) for answer in answers) == 11
    assert is_audit_clean(engine)


def test_yes_sixteen_times_pays_once(committed: Session, engine: Engine, vault: Vault) -> None:
    scene = Scene(committed)

    answers = at_once.requests(engine, vault, [scene.yes()] * 16)

    assert sum(isinstance(answer, Redemption) for answer in answers) == 1
    assert sum(isinstance(answer, ConfirmationOver) for answer in answers) == 15
    assert wallets.balance(committed, scene.payer.wallet) == Euros(60_00)


def test_everything_at_once(committed: Session, engine: Engine, vault: Vault) -> None:
    scene = Scene(committed)
    works = [scene.yes(), scene.no(), scene.stop(), scene.ask_again(TOO_LATE)] * 4

    answers = at_once.requests(engine, vault, works)

    sales, refused, reversed_ = outcomes(committed)
    assert (sales, refused) in {(1, 0), (0, 1)}
    paid = {answer.paid for answer in answers if isinstance(answer, Redemption)}
    kept = Euros(0) if reversed_ or not paid else paid.pop()
    assert wallets.balance(committed, scene.payer.wallet) == Euros(100_00) - kept
    assert all(isinstance(answer, NotPaid) for answer in answers[3::4]) == (sales == 0)
    assert is_audit_clean(engine)


def test_one_request_id_from_sixteen_threads_asks_the_phone_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    scene = Scene(committed)
    sale = build.a_sale(scene.payer, cents=30_00, code=scene.payer.code(steps=1))

    answers = at_once.requests(
        engine,
        vault,
        [lambda session: phone_sales.redeem(session, session.get_one(Till, scene.till.id), **sale)]
        * 16,
    )

    assert all(isinstance(answer, PhoneMustConfirm) for answer in answers)
    asked = select(func.count()).select_from(confirmations.Confirmation)
    assert committed.scalars(asked).one() == 2


def test_guesses_from_many_threads_are_all_counted(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    scene = Scene(committed)

    answers = at_once.requests(engine, vault, [scene.yes(pin=f"8041{n}") for n in range(7)] * 2)

    wrong = [answer for answer in answers if isinstance(answer, PinWrong)]
    assert sorted(answer.left for answer in wrong) == [1, 2, 3, 4]
    assert sum(isinstance(answer, PinLocked) for answer in answers) == 1
    assert committed.scalars(select(func.count()).select_from(PinGuess)).one() == 5
    assert wallets.balance(committed, scene.payer.wallet) == Euros(100_00)
