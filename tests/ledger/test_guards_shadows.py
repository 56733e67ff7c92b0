"""Objects of the same names that lie in wait: `ledger.post` runs as the owner, and finds ours.

The application can make none of them. Here a superuser makes them for it, as if another guard had
failed: a schema of its own, first in its `search_path`, and temporary tables before that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.ledger.test_postings import a_budget_account, pot_of
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import BankEntryAlreadyUsed, CauseAlreadyPosted, InsufficientCoins, Move
from wallet.money import Euros

SHADOWS = """
create schema mine authorization wallet_app;
create temp table account (like ledger.account);
create temp table posting (like ledger.posting);
create temp table transfer (like ledger.transfer);
create temp table bank_entry (like public.bank_entry);
create temp table pg_class (oid int);
grant all on pg_temp.account, pg_temp.posting, pg_temp.transfer, pg_temp.bank_entry to wallet_app;

create function mine.never(numeric, int) returns bool language sql as 'select false';
create function mine.never(bigint, bigint) returns bool language sql as 'select false';
create function mine.never(bigint, numeric) returns bool language sql as 'select false';
create function mine.never(text, text) returns bool language sql as 'select false';
create function mine.never(ledger.move[], ledger.move[]) returns bool language sql
    as 'select false';
create operator mine.< (leftarg = numeric, rightarg = int, function = mine.never);
create operator mine.< (leftarg = bigint, rightarg = numeric, function = mine.never);
create operator mine.<> (leftarg = bigint, rightarg = bigint, function = mine.never);
create operator mine.<> (leftarg = text, rightarg = text, function = mine.never);
create operator mine.= (leftarg = ledger.move[], rightarg = ledger.move[], function = mine.never);
create function mine.cardinality(ledger.move[]) returns int language sql as 'select 1000';
create function mine.current_setting(text) returns text language sql as 'select ''none''::text';
create function mine.format(text, variadic "any") returns text language internal
    as 'text_format_nv';
create aggregate mine.sum(bigint) (sfunc = int8mi, stype = bigint, initcond = '0');
grant usage on schema mine to wallet_app;
grant execute on all functions in schema mine to wallet_app;
set local role wallet_app;
set local search_path = pg_temp, mine, ledger, public, pg_catalog;
"""


@dataclass(frozen=True)
class World:
    """A fund with ten euros in its pot, of which three are allotted; seen by the one surrounded."""

    session: Session
    bank: Account
    pot: Account
    budget: Account
    entry_id: UUID


@pytest.fixture
def world(database: TestDatabase) -> Iterator[World]:
    with database.superuser.connect() as connection, Session(connection) as session:
        fund = build.a_fund(session)
        bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)
        entry = build.a_bank_entry(session, fund.programme, 10_00)
        world = World(
            session,
            bank,
            pot_of(session, fund.book_id),
            a_budget_account(session, fund.book_id),
            entry.id,
        )
        postings.post(session, "top-up:1", [Move(bank, world.pot, Euros(10_00), entry.id)])
        postings.post(session, "allotment:1", [Move(world.pot, world.budget, Euros(3_00))])
        connection.exec_driver_sql(SHADOWS)
        yield world


def test_the_shadows_do_lie_in_wait(world: World) -> None:
    """Else the tests below would prove nothing."""
    assert world.session.scalar(text("select 1\\:\\:numeric < 2")) is False
    assert world.session.scalar(text("select count(*) from account")) == 0
    with pytest.raises(ProgrammingError, match="permission denied"), world.session.begin_nested():
        world.session.execute(text("select from pg_authid"))


def test_balances_are_still_ours(world: World) -> None:
    posted = postings.post(world.session, "x:1", [Move(world.pot, world.budget, Euros(1_00))])

    assert posted.balances == {world.pot.id: Euros(6_00), world.budget.id: Euros(4_00)}


@pytest.mark.parametrize("cents", [7_01, 100_00])
def test_the_floor_is_still_where_it_was(world: World, cents: int) -> None:
    with pytest.raises(InsufficientCoins) as refusal, world.session.begin_nested():
        postings.post(world.session, "x:1", [Move(world.pot, world.budget, Euros(cents))])

    assert refusal.value.available == Euros(7_00)


def test_a_cause_is_still_posted_once(world: World) -> None:
    with pytest.raises(CauseAlreadyPosted):
        postings.post(world.session, "allotment:1", [Move(world.pot, world.budget, Euros(1))])


def test_euros_are_still_received_once(world: World) -> None:
    with pytest.raises(BankEntryAlreadyUsed):
        postings.post(
            world.session, "top-up:2", [Move(world.bank, world.pot, Euros(1), world.entry_id)]
        )


def test_many_postings_are_still_checked_on_the_way(world: World) -> None:
    there = [Move(world.pot, world.budget, Euros(7_01))]
    back = [Move(world.budget, world.pot, Euros(1_00))]

    with pytest.raises(InsufficientCoins):
        postings.post_all(world.session, {"a:1": there, "b:1": back})


def test_settings_are_still_those_of_postgresql(world: World) -> None:
    """The shadow says that this transaction has no isolation level at all."""
    moves = [Move(world.pot, world.budget, Euros(1))]

    assert not postings.post(world.session, "x:1", moves).is_repeat
