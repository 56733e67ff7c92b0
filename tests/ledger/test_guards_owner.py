"""A careless developer, connected as the owner of the tables, who has every right on them.

What only an intent could do, such as dropping a trigger, is not tried here: the seals and the audit
are for that.
"""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_guards_stranger import COLUMNS, TABLES
from tests.ledger.test_postings import a_budget_account, pot_of
from wallet.ledger import audit, postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros

MAY_CHANGE = {("account", "balance"), ("account", "closed_at")}
"""By `ledger.post` and `ledger.close_account`, which run as the owner."""


@pytest.fixture
def owner(owner_engine: Engine, session: Session) -> Iterator[Connection]:
    """Whatever is done here is undone."""
    with owner_engine.connect() as connection:
        yield connection


def refused_by(owner: Connection, attempt: str) -> tuple[str | None, str | None]:
    """The constraint and the table that refuse it."""
    with pytest.raises(DBAPIError) as error, owner.begin_nested():
        owner.exec_driver_sql(attempt)
    assert isinstance(error.value.orig, psycopg.Error)
    return error.value.orig.diag.constraint_name, error.value.orig.diag.table_name


def tables(owner: Connection) -> list[str]:
    found = list(owner.scalars(text(TABLES)))
    assert found
    return found


@pytest.mark.parametrize(
    "attempt",
    [
        "delete from {0}",
        "truncate {0} cascade",
        "merge into {0} t using {0} s on true when matched then delete",
    ],
)
def test_nothing_is_taken_out_of_the_ledger(owner: Connection, attempt: str) -> None:
    for table in tables(owner):
        refusal = refused_by(owner, attempt.format(f"ledger.{table}"))

        assert refusal == ("append_only", table)


@pytest.mark.parametrize(
    "attempt",
    [
        "update {0} set {1} = default",
        "merge into {0} t using {0} s on true when matched then update set {1} = default",
        (
            "insert into {0} overriding system value table {0}"
            " on conflict on constraint pk_{2} do update set {1} = default"
        ),
    ],
)
def test_nothing_in_the_ledger_is_changed(owner: Connection, attempt: str) -> None:
    for table in tables(owner):
        for column in owner.scalars(text(COLUMNS), {"name": f"ledger.{table}"}).all():
            if (table, column) not in MAY_CHANGE:
                refusal = refused_by(owner, attempt.format(f"ledger.{table}", column, table))

                assert refusal == ("append_only", table), column


def test_the_guards_are_not_switched_off_by_a_setting(owner: Connection) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        owner.exec_driver_sql("set session_replication_role = replica")


@pytest.fixture
def pot(committed: Session) -> Account:
    """With something on it, and a budget beside it, also after `owner` commits."""
    pot = pot_of(committed, build.a_fund(committed, cents=100_00).book_id)
    budget = a_budget_account(committed, pot.book_id)
    postings.post(committed, "allotment:1", [Move(pot, budget, Euros(40_00))])
    committed.commit()
    return pot


@pytest.mark.parametrize(
    ("attempt", "difference"),
    [
        (
            (
                "insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents)"
                " select posting_id, book_id, source_id, target_id, 1"
                " from ledger.transfer where bank_entry_id is null"
            ),
            "holds 6000 cents, its transfers say 5999",
        ),
        (
            (
                "insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents)"
                " select posting_id, book_id, source_id, target_id, 1"
                " from ledger.transfer where bank_entry_id is not null"
            ),
            "without a bank entry",
        ),
        ("insert into ledger.posting (cause) values ('mine:1')", "no transfers"),
        ("update ledger.account set balance = balance + 1 where balance > 0", "transfers say"),
        (
            (
                "insert into ledger.account (book_id, kind, owner_id, balance)"
                " select id, 'budget', gen_random_uuid(), 100 from ledger.book"
            ),
            "holds 100 cents, its transfers say 0",
        ),
        ("update public.bank_entry set direction = 'debit'", "the books took 10000"),
    ],
)
def test_what_the_owner_adds_past_the_functions_is_found_by_the_audit(
    owner_engine: Engine, engine: Engine, pot: Account, attempt: str, difference: str
) -> None:
    with owner_engine.begin() as owner:
        owner.exec_driver_sql(attempt)

    with engine.connect() as connection:
        found = audit.audit(connection).differences

    assert any(difference in sentence for sentence in found), found
