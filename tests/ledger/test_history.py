"""What was on an account at any instant, and how it came there."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, a_merchant_account, a_purse, pot_of
from wallet.ledger import accounts, history, postings
from wallet.ledger.accounts import Account
from wallet.ledger.history import Statement
from wallet.ledger.postings import Move
from wallet.money import Euros

LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture
def pot(session: Session) -> Account:
    return pot_of(session, build.a_fund(session, cents=10_00).book_id)


def post(session: Session, cause: str, source: Account, target: Account, cents: int) -> datetime:
    """Post, and return when."""
    time.sleep(0.001)  # the clock of the database counts microseconds; no two at the same one
    return postings.post(session, cause, [Move(source, target, Euros(cents))]).posted_at


@pytest.mark.parametrize("kind", [a_budget_account, a_merchant_account])
def test_the_balance_at_any_instant(session: Session, pot: Account, kind: object) -> None:
    assert callable(kind)
    account, purse = kind(session, pot.book_id), a_purse(session, pot, 5_00)
    other = pot if account.kind == "budget" else purse
    first = post(session, "x:1", other, account, 3_00)
    second = post(session, "x:2", other, account, 50)
    back = post(session, "x:3", account, other, 1_00)
    tick = timedelta(microseconds=1)

    expected = {
        LONG_AGO: 0,
        first - tick: 0,
        first: 3_00,
        second - tick: 3_00,
        second: 3_50,
        back: 2_50,
        LATER: 2_50,
    }

    assert {at: history.balance_at(session, account, at).cents for at in expected} == expected
    assert accounts.balance(session, account) == Euros(2_50)


def test_a_statement_runs_from_opening_to_closing(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)
    post(session, "x:1", pot, budget, 3_00)
    second = post(session, "x:2", pot, budget, 50)
    third = post(session, "x:3", budget, pot, 1_25)
    fourth = post(session, "x:4", pot, budget, 10)

    month = history.statement(session, budget, second, fourth)

    assert month.opening == Euros(3_00)
    assert [(line.cause, line.change.cents, line.balance.cents) for line in month.lines] == [
        ("x:2", 50, 3_50),
        ("x:3", -1_25, 2_25),
    ]
    assert month.lines[1].posted_at == third
    assert month.closing == Euros(2_25)


def test_statements_that_follow_join_up(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)
    instants = [post(session, f"x:{n}", pot, budget, n + 1) for n in range(6)]
    cuts = [LONG_AGO, instants[1], instants[4], LATER]

    periods = [
        history.statement(session, budget, since, before) for since, before in pairwise(cuts)
    ]

    assert [len(period.lines) for period in periods] == [1, 3, 2]
    assert [period.closing for period in periods[:-1]] == [each.opening for each in periods[1:]]
    assert periods[-1].closing == accounts.balance(session, budget)


def test_a_posting_of_several_transfers_is_one_line(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)
    there, back = Move(pot, budget, Euros(5_00)), Move(budget, pot, Euros(2_00))
    postings.post(session, "x:1", [there, back])

    statement = history.statement(session, budget, LONG_AGO, LATER)

    assert [(line.change, line.balance) for line in statement.lines] == [(Euros(3_00), Euros(3_00))]


def test_nothing_happened_is_a_statement_too(session: Session, pot: Account) -> None:
    assert history.statement(session, pot, LATER, LATER) == Statement(Euros(10_00), [])
    assert history.statement(session, pot, LATER, LATER).closing == Euros(10_00)
