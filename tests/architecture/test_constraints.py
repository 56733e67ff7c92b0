"""Every constraint is in the database by its name, and refuses what it is there to refuse.

Rows are built without their neighbours: a CHECK and a UNIQUE are provoked with foreign keys
switched off, a foreign key with all others of its table dropped, in a transaction undone at once.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg.errors import IntegrityError
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Constraint,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy import exc as refused
from sqlalchemy.schema import ColumnCollectionConstraint

from tests.architecture import refused_rows, rows, tables  # noqa: F401 - the tables
from tests.database import TestDatabase
from wallet.database import Base

IN_DATABASE = """
select conname from pg_constraint join pg_class on pg_class.oid = conrelid
where contype in ('c', 'f', 'p', 'u') and relnamespace::regnamespace::text in ('public', 'ledger')
"""


def of_kind(*kinds: type[Constraint]) -> list[Any]:
    found = [
        pytest.param(table, constraint, id=str(constraint.name))
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, kinds)
    ]
    return sorted(found, key=lambda one: str(one.id))


@pytest.fixture
def connection(database: TestDatabase) -> Iterator[Connection]:
    """As a superuser, in a transaction that is undone."""
    with database.superuser.connect() as connection:
        yield connection
        connection.rollback()


def without_neighbours(connection: Connection) -> None:
    connection.execute(text("set local session_replication_role = replica"))


def row_for(table: Table, constraint: ColumnCollectionConstraint) -> rows.Row:
    """An accepted row in which no column of this constraint is empty: it would not be looked at."""
    row = rows.accepted(table, **rows.INSTEAD.get(str(constraint.name), {}))
    empty = (column for column in constraint.columns if row[column.name] is None)
    return row | {column.name: rows.some(column) for column in empty}


def refuses(connection: Connection, table: Table, row: rows.Row) -> str | None:
    """The name of the constraint that refuses this row."""
    with pytest.raises(refused.IntegrityError) as refusal:
        rows.insert(connection, table, row)
    assert isinstance(refusal.value.orig, IntegrityError)
    return refusal.value.orig.diag.constraint_name


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_a_row_without_fault_is_accepted(connection: Connection, table: Table) -> None:
    without_neighbours(connection)

    rows.insert(connection, table, rows.accepted(table))


@pytest.mark.parametrize(("table", "check"), of_kind(CheckConstraint))
def test_a_check_refuses(connection: Connection, table: Table, check: CheckConstraint) -> None:
    without_neighbours(connection)
    fault = refused_rows.REFUSED[str(check.name)]

    assert refuses(connection, table, rows.accepted(table, **fault)) == check.name


@pytest.mark.parametrize(("table", "unique"), of_kind(UniqueConstraint, PrimaryKeyConstraint))
def test_the_same_twice_is_refused(
    connection: Connection, table: Table, unique: UniqueConstraint | PrimaryKeyConstraint
) -> None:
    without_neighbours(connection)
    first, second = row_for(table, unique), row_for(table, unique)
    rows.insert(connection, table, first)

    again = second | {column.name: first[column.name] for column in unique.columns}

    assert refuses(connection, table, again) in may_speak_for(table, unique)


def may_speak_for(table: Table, unique: UniqueConstraint | PrimaryKeyConstraint) -> set[str]:
    """Itself; where it holds the primary key, to be pointed at by two columns, that key first."""
    key = table.primary_key
    names = {str(unique.name)}
    return names | {str(key.name)} if set(key.columns) <= set(unique.columns) else names


@pytest.mark.parametrize(("table", "key"), of_kind(ForeignKeyConstraint))
def test_what_points_at_nothing_is_refused(
    connection: Connection, table: Table, key: ForeignKeyConstraint
) -> None:
    row = row_for(table, key)
    connection.execute(text(f"alter table {table} disable trigger user"))
    for other in table.foreign_key_constraints - {key}:
        connection.execute(text(f"alter table {table} drop constraint {other.name}"))

    assert refuses(connection, table, row) == key.name


def test_no_constraint_stands_in_the_database_alone(connection: Connection) -> None:
    named = {str(constraint.name) for _, constraint in (one.values for one in of_kind(Constraint))}

    in_database = set(connection.scalars(text(IN_DATABASE)))
    assert in_database - named - {"alembic_version_pkc"} == set()


def test_no_fault_is_left_over() -> None:
    checks = {str(one.id) for one in of_kind(CheckConstraint)}

    assert set(refused_rows.REFUSED) - checks == set()
