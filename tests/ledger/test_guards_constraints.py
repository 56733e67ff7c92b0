"""Every constraint of the ledger's tables, provoked by its name: past the functions, as the owner.

Each is the twin of a check in a function, and stands when that one is forgotten.
"""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.ledger.test_guards_stranger import TABLES

NOWHERE = "99999999"
NEWEST = "(select max({column}) from ledger.{table})"
T1, T2, T3, T4 = (
    f"(select id from ledger.transfer order by id offset {n} limit 1)" for n in range(4)
)

FINE: dict[str, dict[str, str]] = {
    "book": {},
    "account": {
        "book_id": "(select max(id) from ledger.book)",
        "kind": "'budget'",
        "owner_id": "gen_random_uuid()",
        "balance": "0",
    },
    "posting": {"cause": "gen_random_uuid()::text"},
    "transfer": {
        "posting_id": "(select max(id) from ledger.posting)",
        "book_id": "(select max(id) from ledger.book)",
        "source_id": "(select max(id) from ledger.account where kind = 'pot')",
        "target_id": "(select max(id) from ledger.account where kind = 'bank')",
        "cents": "1",
    },
    "seal": {
        "id": "(select coalesce(max(id), 0) + 1 from ledger.seal)",
        "first_transfer_id": T1,
        "last_transfer_id": T4,
        "transfer_count": "1",
        "root": "sha256('')",
        "previous_hash": "sha256(gen_random_uuid()::text::bytea)",
        "leaves": "convert_to(repeat('x', 40), 'UTF8')",
        "signature": "convert_to(repeat('x', 64), 'UTF8')",
        "key_id": "'key'",
        "sealed_at": "now()",
    },
}
"""A row of each table against which nothing can be said."""

INSIDE = {"first_transfer_id": T2, "last_transfer_id": T3}

WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "pk_book": ("book", {"id": NEWEST}),
    "pk_account": ("account", {"id": NEWEST}),
    "uq_account_book_id_kind_owner_id_expires_on": (
        "account",
        {"kind": "'pot'", "owner_id": "null"},
    ),
    "fk_account_book_id_book": ("account", {"book_id": NOWHERE}),
    "ck_account_kind": ("account", {"kind": "'cellar'"}),
    "ck_account_owner": ("account", {"owner_id": "null"}),
    "ck_account_expiry": ("account", {"expires_on": "now()"}),
    "ck_account_live_balance": ("account", {"balance": "null"}),
    "ck_account_floor": ("account", {"balance": "-1"}),
    "ck_account_closed_empty": ("account", {"balance": "1", "closed_at": "now()"}),
    "pk_posting": ("posting", {"id": NEWEST}),
    "uq_posting_cause": ("posting", {"cause": NEWEST}),
    "ck_posting_cause": ("posting", {"cause": "'no'"}),
    "pk_transfer": ("transfer", {"id": NEWEST}),
    "fk_transfer_posting_id_posting": ("transfer", {"posting_id": NOWHERE}),
    "fk_transfer_source_id_book_id_account": (
        "transfer",
        {"source_id": "(select min(id) from ledger.account)"},
    ),
    "fk_transfer_target_id_book_id_account": (
        "transfer",
        {"target_id": "(select min(id) from ledger.account)"},
    ),
    "fk_transfer_bank_entry_id_bank_entry": ("transfer", {"bank_entry_id": "gen_random_uuid()"}),
    "ck_transfer_cents": ("transfer", {"cents": "0"}),
    "ck_transfer_two_accounts": ("transfer", {"target_id": FINE["transfer"]["source_id"]}),
    "pk_seal": ("seal", INSIDE | {"id": NEWEST}),
    "uq_seal_first_transfer_id": ("seal", {"last_transfer_id": T3}),
    "uq_seal_last_transfer_id": ("seal", {"first_transfer_id": T2}),
    "uq_seal_previous_hash": ("seal", INSIDE | {"previous_hash": NEWEST}),
    "fk_seal_first_transfer_id_transfer": ("seal", INSIDE | {"first_transfer_id": "-1"}),
    "fk_seal_last_transfer_id_transfer": ("seal", INSIDE | {"last_transfer_id": NOWHERE}),
    "ck_seal_number": ("seal", {"id": "0"}),
    "ck_seal_run": ("seal", {"first_transfer_id": T3, "last_transfer_id": T2}),
    "ck_seal_hashes": ("seal", {"root": "'short'"}),
    "ck_seal_signature": ("seal", {"key_id": "''"}),
}
"""What a second row must say to be refused by this constraint and no other."""

ONLY_POINTED_AT = {"uq_account_id_book_id"}
"""Foreign keys need it; by itself it says no more than the primary key, and never comes first."""

NAMED = """
select conname from pg_constraint
where connamespace = 'ledger'::regnamespace and contype in ('p', 'u', 'f', 'c')
"""
COLUMNS = """
select relname, attname from pg_attribute a join pg_class c on c.oid = a.attrelid
where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r' and attnum > 0
  and not attisdropped and attnotnull = :is_required
"""
OPTIONAL = {
    ("account", "owner_id"),
    ("account", "expires_on"),
    ("account", "balance"),
    ("account", "closed_at"),
    ("transfer", "bank_entry_id"),
}
"""All else must be said, each time."""


@pytest.fixture
def owner(database: TestDatabase) -> Iterator[Connection]:
    """With two books, and four transfers in the newer one; undone afterwards."""
    with database.superuser.connect() as connection:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            build.a_fund(session, cents=10_00)
            fund = build.a_fund(session)
            for _ in range(4):
                build.top_up(session, fund, 1_00)
            session.commit()  # its savepoint
        connection.exec_driver_sql("set local role wallet_owner")
        yield connection


def insert(owner: Connection, table: str, row: dict[str, str]) -> None:
    if not row:
        row = {"opened_at": "default"}
    values = ", ".join(value.format(table=table, column=name) for name, value in row.items())
    owner.exec_driver_sql(
        f"insert into ledger.{table} ({', '.join(row)}) overriding system value values ({values})"
    )


def refusal_of(owner: Connection, table: str, row: dict[str, str]) -> psycopg.errors.Diagnostic:
    """Why a second row cannot stand beside a first one."""
    insert(owner, table, FINE[table])
    with pytest.raises(DBAPIError) as error, owner.begin_nested():
        insert(owner, table, FINE[table] | row)
    assert isinstance(error.value.orig, psycopg.Error)
    return error.value.orig.diag


@pytest.mark.parametrize("name", WRONG)
def test_a_constraint_refuses_what_it_is_there_for(owner: Connection, name: str) -> None:
    table, wrong = WRONG[name]

    assert refusal_of(owner, table, wrong).constraint_name == name


def test_every_constraint_is_provoked(owner: Connection) -> None:
    assert set(owner.scalars(text(NAMED))) == WRONG.keys() | ONLY_POINTED_AT


def test_what_must_be_said_cannot_be_left_out(owner: Connection) -> None:
    assert set(map(tuple, owner.execute(text(COLUMNS), {"is_required": False}))) == OPTIONAL
    for table, column in owner.execute(text(COLUMNS), {"is_required": True}).all():
        with owner.begin_nested() as savepoint:
            refusal = refusal_of(owner, table, {column: "null"})
            savepoint.rollback()

        assert (refusal.sqlstate, refusal.column_name) == ("23502", column)


def test_every_table_has_a_row_to_begin_with(owner: Connection) -> None:
    assert set(owner.scalars(text(TABLES))) == FINE.keys()
