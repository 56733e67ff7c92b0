"""What a stranger with the application's or the auditor's password tries, and is refused.

The tables, columns and functions are read from the schema: a new one is tried as well.
"""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.database import TestDatabase
from wallet.database import driver_url
from wallet.schema import roles

TABLES = "select tablename from pg_tables where schemaname = 'ledger' order by tablename"
COLUMNS = """
select attname from pg_attribute
where attrelid = cast(:name as regclass) and attnum > 0 and not attisdropped
"""
SEQUENCES = "select sequencename from pg_sequences where schemaname = 'ledger'"
FUNCTIONS = """
select p.proname, p.oid::regprocedure::text,
       array(select format_type(t, null) from unnest(p.proargtypes) t), t.typtype
from pg_proc p join pg_type t on t.oid = p.prorettype
where p.pronamespace = 'ledger'::regnamespace order by p.proname
"""

OPEN_TO = {
    roles.APP: {
        "balance_of",
        "close_account",
        "hold",
        "open_account",
        "open_book",
        "post",
        "post_all",
        "seal",
        "settle",
    },
    roles.AUDITOR: {"balance_of"},
    "public": set(),
}
"""Who may call which function."""

ON_A_TABLE = [
    "insert into {table} default values",
    "insert into {table} overriding system value table {table} on conflict do nothing",
    (
        "insert into {table} overriding system value table {table}"
        " on conflict on constraint pk_{bare} do update set {column} = default"
    ),
    "merge into {table} t using {table} s on true when matched then delete",
    "merge into {table} t using {table} s on true when matched then update set {column} = default",
    "update {table} set {column} = default",
    "delete from {table}",
    "truncate {table} cascade",
    "truncate {table} restart identity cascade",
    "copy {table} from stdin",
    "select from {table} for update",
    "select from {table} for key share",
    "lock table {table} in row exclusive mode",
    "alter table {table} disable trigger all",
    "alter table {table} owner to wallet_app",
    "alter table {table} add column mine int",
    "create trigger mine before insert on {table} execute function ledger.refuse_edit()",
    "create rule mine as on insert to {table} do instead nothing",
    "create index on {table} ({column})",
    "create policy mine on {table}",
    "drop table {table} cascade",
]

ON_ANYTHING = [
    "set session_replication_role = replica",
    "set role wallet_owner",
    "set session authorization wallet_owner",
    "alter role wallet_app superuser",
    "alter role wallet_owner password 'mine'",
    "alter role wallet_auditor nologin",
    "grant wallet_owner to wallet_app",
    "create role mine",
    "drop role wallet_auditor",
    "alter database {database} owner to wallet_app",
    "alter database {database} set search_path = mine",
    "alter schema ledger owner to wallet_app",
    "alter schema ledger rename to mine",
    "drop schema ledger cascade",
    "create schema mine",
    "create temp table account (id int)",
    "create table public.account (id int)",
    "create table ledger.mine (id int)",
    "create function pg_temp.mine() returns int language sql as 'select 1'",
    "create function public.mine() returns int language sql as 'select 1'",
    "create function ledger.mine() returns int language sql as 'select 1'",
    "create operator public.< (leftarg = numeric, rightarg = int, function = numeric_lt)",
    "create cast (text as ledger.move) with inout",
    "create event trigger mine on ddl_command_end execute function ledger.refuse_edit()",
    "alter type ledger.move add attribute mine int",
    "alter type ledger.move rename to mine",
    "alter function ledger.post(text, ledger.move[]) reset search_path",
    "alter function ledger.post(text, ledger.move[]) security invoker",
    (
        "create or replace function ledger.refuse_edit() returns trigger language plpgsql"
        " as 'begin return null; end'"
    ),
    "drop function ledger.refuse_edit() cascade",
    "copy (select 1) to program 'true'",
    "select pg_read_file('postgresql.conf')",
    "select lo_import('postgresql.conf')",
    "load 'mine'",
]


@pytest.fixture(params=[roles.APP, roles.AUDITOR])
def stranger(database: TestDatabase, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """Whatever is done here is undone."""
    url = driver_url(database.url(request.param))
    with create_engine(url, poolclass=NullPool).connect() as connection:
        yield connection


def refused(stranger: Connection, attempt: str) -> bool:
    """Whether it is denied for want of rights, and not for a slip of this test."""
    with pytest.raises(DBAPIError) as error, stranger.begin_nested():
        stranger.exec_driver_sql(attempt)
    return isinstance(error.value.orig, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("attempt", ON_A_TABLE)
def test_no_table_of_the_ledger_can_be_touched(stranger: Connection, attempt: str) -> None:
    tables = stranger.scalars(text(TABLES)).all()

    assert tables
    for table in tables:
        name = f"ledger.{table}"
        for column in stranger.scalars(text(COLUMNS), {"name": name}).all():
            assert refused(stranger, attempt.format(table=name, bare=table, column=column))
            if "{column}" not in attempt:
                break


def test_nobody_gives_rights_to_himself(stranger: Connection) -> None:
    for table in stranger.scalars(text(TABLES)).all():
        stranger.exec_driver_sql(f"grant all on ledger.{table} to current_user")

        assert refused(stranger, f"delete from ledger.{table}")


@pytest.mark.parametrize("attempt", ["select nextval('{}')", "select setval('{}', 1)"])
def test_no_number_of_the_ledger_can_be_drawn(stranger: Connection, attempt: str) -> None:
    for sequence in stranger.scalars(text(SEQUENCES)).all():
        assert refused(stranger, attempt.format(f"ledger.{sequence}"))


def test_only_these_functions_can_be_called(stranger: Connection) -> None:
    """Not `carry_out`: it believes that the cause is new. Nor any other inner part."""
    role = stranger.scalar(text("select current_user"))
    for name, _, types, kind in stranger.execute(text(FUNCTIONS)).all():
        arguments = ", ".join(f"null::{each}" for each in types)
        if name not in OPEN_TO[role] and kind != "p":
            assert refused(stranger, f"select ledger.{name}({arguments})"), name


@pytest.mark.parametrize("role", OPEN_TO)
def test_each_role_may_call_what_it_needs(database: TestDatabase, role: str) -> None:
    """Trigger functions included, which nobody can call but anybody might attach."""
    may_call = text("select has_function_privilege(:role, :function, 'execute')")
    with database.superuser.connect() as connection:
        callable_ = {
            name
            for name, function, *_ in connection.execute(text(FUNCTIONS)).all()
            if connection.scalar(may_call, {"role": role, "function": function})
        }

    assert callable_ == OPEN_TO[role]


@pytest.mark.parametrize("attempt", ON_ANYTHING)
def test_nothing_around_the_ledger_can_be_bent(
    database: TestDatabase, stranger: Connection, attempt: str
) -> None:
    name = stranger.scalar(text("select current_database()"))

    assert refused(stranger, attempt.format(database=name))


def test_what_runs_as_the_owner_finds_names_only_where_we_put_them(stranger: Connection) -> None:
    """A `security definer` function that looks in the caller's `search_path` can be led astray."""
    paths = stranger.scalars(
        text(
            "select proconfig from pg_proc"
            " where pronamespace = 'ledger'::regnamespace and prosecdef"
        )
    ).all()

    assert paths
    for path in paths:
        assert "search_path=pg_catalog, pg_temp" in (path or [])
