"""Many postings in one call: all of them or none, each cause once."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, pot_of
from wallet.ledger import accounts, audit, postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import CauseAlreadyPosted, InsufficientCoins, Move, PostingMalformed
from wallet.money import Euros


@pytest.fixture
def pot(session: Session) -> Account:
    return pot_of(session, build.a_fund(session, cents=100_00).book_id)


def test_a_month_of_rewards_in_one_call(session: Session, pot: Account) -> None:
    budgets = [a_budget_account(session, pot.book_id) for _ in range(50)]

    posted = postings.post_all(
        session,
        {f"reward:{n}": [Move(pot, budget, Euros(1_00))] for n, budget in enumerate(budgets)},
    )

    assert len(set(posted.values())) == 50
    assert accounts.balance(session, pot) == Euros(50_00)
    assert {accounts.balance(session, budget) for budget in budgets} == {Euros(1_00)}


def test_what_was_posted_before_is_skipped(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)
    moves = [Move(pot, budget, Euros(1_00))]
    first = postings.post(session, "reward:1", moves)

    posted = postings.post_all(session, {"reward:2": moves, "reward:1": moves})

    assert posted["reward:1"] == first.posting_id
    assert accounts.balance(session, budget) == Euros(2_00)


def test_one_that_says_something_else_refuses_all(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)
    postings.post(session, "reward:1", [Move(pot, budget, Euros(1_00))])

    with pytest.raises(CauseAlreadyPosted) as refusal, session.begin_nested():
        postings.post_all(
            session,
            {
                "reward:2": [Move(pot, budget, Euros(1_00))],
                "reward:1": [Move(pot, budget, Euros(2_00))],
            },
        )

    assert refusal.value.cause == "reward:1"
    assert accounts.balance(session, budget) == Euros(1_00)


def test_one_that_is_too_much_refuses_all(session: Session, pot: Account) -> None:
    budget = a_budget_account(session, pot.book_id)

    with pytest.raises(InsufficientCoins), session.begin_nested():
        postings.post_all(
            session,
            {
                "reward:1": [Move(pot, budget, Euros(60_00))],
                "reward:2": [Move(pot, budget, Euros(60_00))],
            },
        )

    assert accounts.balance(session, pot) == Euros(100_00)


def test_no_posting_on_the_way_is_below_the_floor(session: Session, pot: Account) -> None:
    """Out before in: the last balance would be right, the one on the way is not."""
    empty = a_budget_account(session, pot.book_id)

    with pytest.raises(InsufficientCoins) as refusal, session.begin_nested():
        postings.post_all(
            session,
            {
                "a:1": [Move(empty, pot, Euros(5_00))],
                "b:1": [Move(pot, empty, Euros(5_00))],
            },
        )

    assert refusal.value.account_id == empty.id


@pytest.mark.parametrize("empty", [{}, {"reward:1": []}])
def test_every_posting_moves_something(session: Session, empty: dict[str, list[Move]]) -> None:
    with pytest.raises(PostingMalformed), session.begin_nested():
        postings.post_all(session, empty)


def test_twenty_thousand_moves_are_one_posting(engine: Engine, committed: Session) -> None:
    fund = build.a_fund(committed, cents=100_00)
    pot, budget = pot_of(committed, fund.book_id), a_budget_account(committed, fund.book_id)
    there, back = Move(pot, budget, Euros(1)), Move(budget, pot, Euros(1))
    moves = [there, back] * 10_000

    posted = postings.post(committed, "many:1", moves)
    committed.commit()

    assert len(posted.transfer_ids) == 20_000
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean
