"""What each lock is for: a transaction that comes behind another one, on connections of their own.

The crowds of `trials.threads` find what nobody thought of; these say which lock is missing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import TypeVar
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, a_merchant_account, a_purse, earn, pot_of
from wallet.ledger import accounts, audit, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import (
    BankEntryAlreadyUsed,
    CauseAlreadyPosted,
    InsufficientCoins,
    Move,
    PostingMalformed,
)
from wallet.money import Euros

Answer = TypeVar("Answer")
Work = Callable[[Session], Answer]

PATIENCE = 20.0
IS_WAITING = "select wait_event_type = 'Lock' from pg_stat_activity where pid = :pid"


def behind(
    engine: Engine, *, ahead: Work[object], then: Work[object] | None = None, work: Work[Answer]
) -> Answer:
    """Do the work behind a transaction that is ahead of it and not committed yet.

    Once the work waits for that one, or was done without waiting, the one ahead goes on with what
    comes `then`, and commits.
    """

    def whole(own: Session) -> Answer:
        answer = work(own)
        own.commit()
        return answer

    with Session(engine) as first, Session(engine) as second, ThreadPoolExecutor(1) as thread:
        ahead(first)
        pid = second.scalar(text("select pg_backend_pid()"))
        answer = thread.submit(whole, second)
        until = monotonic() + PATIENCE
        while not answer.done() and not is_waiting(engine, pid):
            assert monotonic() < until
            sleep(0.01)
        if then is not None:
            then(first)
        first.commit()
        return answer.result()


def is_waiting(engine: Engine, pid: int | None) -> bool:
    with engine.connect() as watching:
        return bool(watching.scalar(text(IS_WAITING), {"pid": pid}))


@pytest.fixture
def pot(engine: Engine, committed: Session) -> Iterator[Account]:
    pot = pot_of(committed, build.a_fund(committed, cents=100_00).book_id)
    committed.commit()
    yield pot
    with engine.connect() as connection:
        assert audit.audit(connection).differences == []


@pytest.fixture
def purse(committed: Session, pot: Account) -> Account:
    purse = a_purse(committed, pot)
    committed.commit()
    return purse


@pytest.fixture
def shop(committed: Session, pot: Account) -> Account:
    shop = a_merchant_account(committed, pot.book_id)
    committed.commit()
    return shop


def hold(session: Session, purse: Account) -> list[Account]:
    assert purse.owner_id is not None
    return accounts.hold(session, purse.kind, purse.owner_id)


@pytest.mark.parametrize("parts", [[5], [2, 3]])
def test_a_posting_stands_behind_the_one_it_waited_for(
    engine: Engine, pot: Account, purse: Account, shop: Account, parts: list[int]
) -> None:
    """Else the books would say that the purse was spent from before it was filled."""
    moves = [Move(purse, shop, Euros(cents)) for cents in parts]

    spent = behind(
        engine,
        ahead=lambda first: hold(first, purse),
        then=lambda first: earn(first, pot, purse, 5),
        work=lambda second: postings.post(second, "sale:1", moves),
    )

    assert spent.balances == {purse.id: Euros(0)}


def test_what_is_held_is_still_there_when_it_is_spent(
    engine: Engine, committed: Session, pot: Account, purse: Account, shop: Account
) -> None:
    earn(committed, pot, purse, 5)
    committed.commit()

    with pytest.raises(InsufficientCoins) as refusal:
        behind(
            engine,
            ahead=lambda first: hold(first, purse),
            then=lambda first: postings.post(first, "sale:1", [Move(purse, shop, Euros(5))]),
            work=lambda second: postings.post(second, "sale:2", [Move(purse, shop, Euros(5))]),
        )

    assert refusal.value.available == Euros(0)


def test_the_same_cause_at_the_same_moment_is_one_posting(
    engine: Engine, committed: Session, pot: Account
) -> None:
    moves = [Move(pot, a_budget_account(committed, pot.book_id), Euros(5))]
    committed.commit()

    def post(session: Session) -> int:
        return postings.post(session, "x:1", moves).posting_id

    assert behind(engine, ahead=post, work=post) == post(committed)


def test_the_same_cause_for_something_else_at_the_same_moment_is_refused(
    engine: Engine, committed: Session, pot: Account
) -> None:
    budget = a_budget_account(committed, pot.book_id)
    committed.commit()

    with pytest.raises(CauseAlreadyPosted):
        behind(
            engine,
            ahead=lambda first: postings.post(first, "x:1", [Move(pot, budget, Euros(5))]),
            work=lambda second: postings.post(second, "x:1", [Move(pot, budget, Euros(6))]),
        )


@pytest.fixture
def receive(committed: Session) -> Callable[[Session], object]:
    """Takes in the same ten euros, each time into the pot of another fund."""
    programme = build.a_programme(committed)
    entry_id = build.a_bank_entry(committed, programme, 10_00).id
    top_ups = []
    for _ in range(2):
        book_id = build.a_fund(committed, programme).book_id
        bank = accounts.open_account(committed, book_id, AccountKind.BANK)
        top_ups.append(Move(bank, pot_of(committed, book_id), Euros(10_00), entry_id))
    committed.commit()
    return lambda session: postings.post(session, f"top-up:{uuid4()}", [top_ups.pop()])


@pytest.mark.usefixtures("pot")
def test_two_treasurers_cannot_use_the_same_euros(
    engine: Engine, receive: Callable[[Session], object]
) -> None:
    with pytest.raises(BankEntryAlreadyUsed):
        behind(engine, ahead=receive, work=receive)


@pytest.mark.usefixtures("pot")
def test_nobody_uses_the_same_euros_from_a_frozen_snapshot(
    engine: Engine, receive: Callable[[Session], object]
) -> None:
    """In REPEATABLE READ the second would not see that the first took them."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        frozen = Session(connection)
        frozen.execute(text("select from ledger.transfer"))
        with Session(engine) as other, other.begin():
            receive(other)

        with pytest.raises(PostingMalformed) as refusal:
            receive(frozen)

    assert refusal.value.rule == "posting_sees_everything"


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_nothing_is_posted_from_a_frozen_snapshot(
    engine: Engine, pot: Account, shop: Account, level: str
) -> None:
    """It would not see that the shop's account was closed meanwhile."""
    with engine.connect().execution_options(isolation_level=level) as connection:
        frozen = Session(connection)

        with pytest.raises(PostingMalformed):
            postings.post_all(frozen, {"x:1": [Move(pot, shop, Euros(5))]})
