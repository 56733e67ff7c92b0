"""A closed account: empty for good."""

import threading
from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, a_merchant_account, a_purse, pot_of
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountNotEmpty
from wallet.ledger.postings import AccountClosed, Move
from wallet.money import Euros


@pytest.fixture
def pot(session: Session) -> Account:
    return pot_of(session, build.a_fund(session, cents=10_00).book_id)


def payer(session: Session, pot: Account, account: Account) -> Account:
    """Who may pay this account, with EUR 5.00 left: a pot pays a budget, a purse pays a shop."""
    purse = a_purse(session, pot, 5_00)
    return pot if account.kind == "budget" else purse


@pytest.mark.parametrize("kind", [a_budget_account, a_merchant_account])
def test_nothing_moves_on_a_closed_account(session: Session, pot: Account, kind: object) -> None:
    assert callable(kind)
    closed = kind(session, pot.book_id)
    source = payer(session, pot, closed)
    accounts.close_account(session, closed)

    with pytest.raises(AccountClosed) as refusal, session.begin_nested():
        postings.post(session, "x:1", [Move(source, closed, Euros(1))])
    there, back = Move(source, closed, Euros(1)), Move(closed, source, Euros(1))
    with pytest.raises(AccountClosed), session.begin_nested():
        postings.post(session, "x:2", [there, back])
    with pytest.raises(AccountClosed), session.begin_nested():
        postings.post_all(session, {"x:3": [Move(source, closed, Euros(1))]})

    assert refusal.value.account_id == closed.id
    assert accounts.balance(session, source) == Euros(5_00)


@pytest.mark.parametrize("kind", [a_budget_account, a_merchant_account])
def test_an_account_that_holds_something_stays_open(
    session: Session, pot: Account, kind: object
) -> None:
    assert callable(kind)
    account = kind(session, pot.book_id)
    source = payer(session, pot, account)
    postings.post(session, "x:1", [Move(source, account, Euros(3_20))])

    with pytest.raises(AccountNotEmpty) as refusal, session.begin_nested():
        accounts.close_account(session, account)

    assert refusal.value.balance == Euros(3_20)
    postings.post(session, "x:2", [Move(source, account, Euros(1))])


def test_closing_again_says_since_when(session: Session, pot: Account) -> None:
    account = a_budget_account(session, pot.book_id)

    since = accounts.close_account(session, account)

    assert accounts.close_account(session, account) == since


def test_a_posting_of_before_is_still_answered(session: Session, pot: Account) -> None:
    account = a_budget_account(session, pot.book_id)
    moves = [Move(pot, account, Euros(1)), Move(account, pot, Euros(1))]
    first = postings.post(session, "x:1", moves)
    accounts.close_account(session, account)

    assert postings.post(session, "x:1", moves).posting_id == first.posting_id


def test_closing_waits_for_a_posting_in_flight(engine: Engine, committed: Session) -> None:
    """A merchant's account has no lock of its own; still no coin lands on it after closing."""
    pot = pot_of(committed, build.a_fund(committed, cents=10_00).book_id)
    shop, purse = a_merchant_account(committed, pot.book_id), a_purse(committed, pot, 1)
    committed.commit()
    outcomes: list[datetime | AccountNotEmpty] = []

    def close() -> None:
        with Session(engine) as own:
            try:
                outcomes.append(accounts.close_account(own, shop))
            except AccountNotEmpty as refusal:
                outcomes.append(refusal)

    with Session(engine) as slow:
        postings.post(slow, "x:1", [Move(purse, shop, Euros(1))])
        closing = threading.Thread(target=close)
        closing.start()
        closing.join(0.2)
        assert closing.is_alive()
        slow.commit()
    closing.join()

    assert isinstance(outcomes[0], AccountNotEmpty)


def test_nothing_is_closed_from_a_frozen_snapshot(engine: Engine, committed: Session) -> None:
    """It would not see what landed on the account meanwhile."""
    shop = a_merchant_account(committed, pot_of(committed, build.a_fund(committed).book_id).book_id)
    committed.commit()
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        frozen = Session(connection)

        with pytest.raises(DBAPIError, match="frozen snapshot"):
            accounts.close_account(frozen, shop)


def test_nobody_opens_a_closed_account_again(owner_engine: Engine, committed: Session) -> None:
    pot = pot_of(committed, build.a_fund(committed).book_id)
    accounts.close_account(committed, pot)
    committed.commit()

    with owner_engine.connect() as owner, pytest.raises(DBAPIError, match="append-only"):
        owner.execute(text("update ledger.account set closed_at = null"))
