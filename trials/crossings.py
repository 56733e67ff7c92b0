"""Transactions that want the same rows in opposite orders: they queue, none ever deadlocks.

Each function lets a crowd go on for some seconds. A deadlock is no refusal of ours: it would end
the trial with the database's own error. Returned is how many transactions were committed.
"""

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, pot_of
from trials.crowds import Crowd
from wallet.errors import WalletError
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros

CENT = Euros(1)
PLENTY = 1_000_000_00

Crossing: TypeAlias = Callable[[Crowd, Session, float], int]


def of_postings(crowd: Crowd, session: Session, seconds: float) -> int:
    """Half of the crowd posts from A to B, the other half from B to A: allotments, and back."""
    pot = pot_of(session, build.a_fund(session, cents=PLENTY).book_id)
    ends = [pot, a_budget_account(session, pot.book_id)]
    postings.post(session, f"allotment:{uuid4()}", [Move(*ends, Euros(PLENTY // 2))])

    def cross(own: Session, number: int, turn: int) -> None:
        there, back = ends if number % 2 else ends[::-1]
        postings.post(own, f"x:{there.id}:{number}:{turn}", [Move(there, back, CENT)])

    return _go_on(crowd, session, seconds, cross)


def of_holders(crowd: Crowd, session: Session, seconds: float) -> int:
    """Everybody holds the purses of the same participant, who has several."""
    book_id, owner_id = build.a_fund(session).book_id, uuid4()
    for day in range(4):
        expires_on = build.LAPSES_ON.replace(day=1 + day)
        accounts.open_account(session, book_id, AccountKind.PURSE, owner_id, expires_on)

    def hold(own: Session, _number: int, _turn: int) -> None:
        accounts.hold(own, AccountKind.PURSE, owner_id)

    return _go_on(crowd, session, seconds, hold)


def of_bank_entries(crowd: Crowd, session: Session, seconds: float) -> int:
    """Everybody takes a cent of each of the same bank entries, into a pot of its own."""
    programme = build.a_programme(session)
    entries = [build.a_bank_entry(session, programme, PLENTY).id for _ in range(4)]
    books = [build.a_fund(session, programme).book_id for _ in range(crowd.size)]
    ends = [
        (accounts.open_account(session, id_, AccountKind.BANK), pot_of(session, id_))
        for id_ in books
    ]

    def receive(own: Session, number: int, turn: int) -> None:
        bank, pot = ends[number]
        there = entries if number % 2 else entries[::-1]
        moves = [Move(bank, pot, CENT, entry) for entry in there]
        postings.post(own, f"top-up:{bank.id}:{turn}", moves)

    return _go_on(crowd, session, seconds, receive)


def of_months(crowd: Crowd, session: Session, seconds: float) -> int:
    """Everybody posts the same month of rewards, half of them from the other end."""
    pot = pot_of(session, build.a_fund(session, cents=PLENTY).book_id)
    budgets = [a_budget_account(session, pot.book_id) for _ in range(8)]

    def reward(own: Session, number: int, turn: int) -> None:
        month = [(f"r:{b.id}:{turn}", [Move(pot, b, CENT)]) for b in budgets]
        postings.post_all(own, dict(month if number % 2 else month[::-1]))

    return _go_on(crowd, session, seconds, reward)


def _go_on(
    crowd: Crowd, session: Session, seconds: float, work: Callable[[Session, int, int], object]
) -> int:
    """Let everybody do this work again and again, a transaction each time."""
    session.commit()
    until = time.monotonic() + seconds

    def turns() -> Iterator[int]:
        for turn in count():
            if time.monotonic() > until:
                return
            yield turn

    def go_on(own: Session, number: int) -> int:
        done = 0
        for done in turns():
            work(own, number, done)
            own.commit()
        return done + 1

    answers = crowd.at_once(go_on)
    assert not any(isinstance(answer, WalletError) for answer in answers), answers
    return sum(answer for answer in answers if isinstance(answer, int))
