"""What nobody should ever ask of `ledger.post` and `ledger.post_all`, asked by `wallet_app`.

Past Python, which cannot even say most of it: a stranger with the application's password can.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, pot_of
from wallet.ledger import accounts, audit, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import InsufficientCoins, Move, PostingMalformed
from wallet.money import Euros

HELD = 100_00


@dataclass(frozen=True)
class World:
    """The ids of some accounts of a book, and a connection of somebody with our password."""

    stranger: Connection
    bank: int
    pot: int
    budget: int
    full: int


@pytest.fixture
def world(engine: Engine, committed: Session) -> Iterator[World]:
    fund = build.a_fund(committed, cents=2 * HELD)
    pot = pot_of(committed, fund.book_id)
    budget, full = (a_budget_account(committed, fund.book_id) for _ in range(2))
    bank = accounts.open_account(committed, fund.book_id, AccountKind.BANK)
    postings.post(committed, "allotment:1", [Move(pot, full, Euros(HELD))])
    committed.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as stranger:
        yield World(stranger, bank.id, pot.id, budget.id, full.id)
    with engine.connect() as connection:
        assert audit.audit(connection).differences == []


def refused(world: World, question: str) -> str:
    """The error that is the answer, by the name of its rule or else of its column."""
    words = {name: getattr(world, name) for name in ("bank", "pot", "budget", "full")}
    with pytest.raises(DBAPIError) as error:
        world.stranger.exec_driver_sql(question, words)
    assert isinstance(error.value.orig, psycopg.Error)
    diagnosis = error.value.orig.diag
    return diagnosis.constraint_name or diagnosis.column_name or str(error.value.orig)


POST = "select ledger.post('x:1', array[{}]::ledger.move[])"


@pytest.mark.parametrize(
    ("moves", "rule"),
    [
        ("(%(pot)s, %(budget)s, 0, null)", "ck_transfer_cents"),
        ("(%(pot)s, %(budget)s, -1, null)", "ck_transfer_cents"),
        ("(%(pot)s, %(budget)s, 1000000000001, null)", "ck_transfer_cents"),
        ("(%(pot)s, %(budget)s, null, null)", "cents"),
        ("(null, %(budget)s, 1, null)", "account_exists"),
        ("(%(pot)s, null, 1, null)", "target_id"),
        ("(%(pot)s, %(pot)s, 1, null)", "ck_transfer_two_accounts"),
        ("(%(pot)s, 99999999, 1, null)", "fk_transfer_target_id_book_id_account"),
        ("(99999999, %(pot)s, 1, null)", "account_exists"),
        ("(%(bank)s, %(pot)s, 1, null)", "bank_entry_named"),
        ("(%(pot)s, %(budget)s, 10001, null)", "ck_account_floor"),
        ("(%(bank)s, %(pot)s, 1, gen_random_uuid())", "fk_transfer_bank_entry_id_bank_entry"),
        ("null", "account_exists"),
        ("(%(pot)s, %(budget)s, 1, null), (99999999, %(pot)s, 1, null)", "account_exists"),
        ("", "posting_moves_something"),
    ],
)
def test_a_move_that_makes_no_sense(world: World, moves: str, rule: str) -> None:
    assert refused(world, POST.format(moves)) == rule


def test_an_account_that_does_not_exist_cannot_be_closed(world: World) -> None:
    assert refused(world, "select ledger.close_account(99999999)") == "account_exists"


@pytest.mark.parametrize("cents", ["9223372036854775808", "1e400", "'NaN'", "'Infinity'"])
def test_an_amount_that_is_no_number_of_cents(world: World, cents: str) -> None:
    told = refused(world, POST.format(f"(%(pot)s, %(budget)s, {cents}, null)"))

    assert re.search("out of range|invalid input syntax", told)


def test_many_large_amounts_do_not_overflow(world: World) -> None:
    """Ten million times the largest amount is more than a bigint holds."""
    most = "(%(pot)s, %(budget)s, 1000000000000, null)"
    moves = f"select array_agg({most}::ledger.move) from generate_series(1, 1000)"

    assert refused(world, f"select ledger.post('x:1', ({moves}))") == "ck_account_floor"


@pytest.mark.parametrize(
    ("cause", "rule"),
    [
        ("null", "cause"),
        ("''", "ck_posting_cause"),
        ("'  '", "ck_posting_cause"),
        ("repeat('x', 201)", "ck_posting_cause"),
        ("repeat('x', 10000)", "ck_posting_cause"),
    ],
)
def test_a_cause_that_is_no_short_text(world: World, cause: str, rule: str) -> None:
    question = f"select ledger.post({cause}, array[(%(pot)s, %(budget)s, 1, null)]::ledger.move[])"

    assert refused(world, question) == rule


@pytest.mark.parametrize("moves", ["null", "'{}'"])
def test_no_moves_at_all(world: World, moves: str) -> None:
    assert refused(world, f"select ledger.post('x:1', {moves})") == "posting_moves_something"


def test_a_cause_with_a_nul_is_refused_in_words(session: Session) -> None:
    """The database cannot hold it, so the driver refuses before it is sent."""
    fund = build.a_fund(session, cents=HELD)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)

    with pytest.raises(PostingMalformed):
        postings.post(session, "x:\0", [Move(pot, budget, Euros(1))])


POST_ALL = "select * from ledger.post_all({}, {}, {})"
ONE = "array[(%(pot)s, %(budget)s, 1, null)]::ledger.move[]"
TWO = "array[(%(pot)s, %(budget)s, 1, null), (%(pot)s, %(budget)s, 2, null)]::ledger.move[]"


@pytest.mark.parametrize(
    ("causes", "places", "moves"),
    [
        ("null", "null", "null"),
        ("array['x:1']", "null", ONE),
        ("array['x:1']", "array[2]", ONE),
        ("array['x:1']", "array[0]", ONE),
        ("array['x:1']", "array[null]::int[]", ONE),
        ("array['x:1']", "array[1]", TWO),
        ("array['x:1', 'x:2']", "array[1, 1]", TWO),
        ("array['x:1', null]", "array[1, 2]", TWO),
        ("array['x:1', 'x:1']", "array[1, 2]", TWO),
        ("'[0:1]={x:1,x:2}'::text[]", "array[0, 1]", TWO),
        ("array[['x:1'], ['x:2']]", "array[1, 2]", TWO),
        ("array['x:1', 'x:2']", "array[[1], [2]]", TWO),
        ("array['x:1', 'x:2']", "'[0:1]={1,2}'::int[]", TWO),
        ("array['x:1', 'x:2']", "array[1, 2]", f"array[{TWO}]"),
    ],
)
def test_postings_whose_parts_do_not_belong_together(
    world: World, causes: str, places: str, moves: str
) -> None:
    question = POST_ALL.format(causes, places, moves)

    assert refused(world, question) == "posting_moves_something"


def test_moves_in_a_table_of_two_dimensions_are_still_moves(world: World) -> None:
    """Their number is what counts: two moves of one posting, carried out as such."""
    world.stranger.exec_driver_sql(
        f"select ledger.post('x:1', array[{TWO}])", {"pot": world.pot, "budget": world.budget}
    )


def test_no_posting_of_several_moves_on_the_way_is_below_the_floor(
    session: Session,
) -> None:
    """The last balances would be right; after the first posting, one is not."""
    fund = build.a_fund(session, cents=HELD)
    pot = pot_of(session, fund.book_id)
    empty, other = (a_budget_account(session, fund.book_id) for _ in range(2))
    too_early = [Move(pot, other, Euros(1_00)), Move(empty, pot, Euros(5_00))]

    with pytest.raises(InsufficientCoins) as refusal, session.begin_nested():
        postings.post_all(session, {"a:1": too_early, "b:1": [Move(pot, empty, Euros(5_00))]})

    assert refusal.value.account_id == empty.id


def test_the_same_moves_in_another_order_are_other_moves(session: Session) -> None:
    fund = build.a_fund(session, cents=HELD)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)
    moves = [Move(pot, budget, Euros(1)), Move(pot, budget, Euros(2))]
    postings.post(session, "x:1", moves)

    with pytest.raises(postings.CauseAlreadyPosted):
        postings.post(session, "x:1", moves[::-1])


def test_a_repeat_after_everything_was_spent_is_still_the_first_posting(session: Session) -> None:
    fund = build.a_fund(session, cents=HELD)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)
    moves = [Move(pot, budget, Euros(HELD))]
    first = postings.post(session, f"x:{uuid4()}", moves)
    found = session.get_one(postings.Posting, first.posting_id)

    again = postings.post(session, found.cause, moves)

    assert again.posting_id == first.posting_id
    assert again.posted_at == first.posted_at
