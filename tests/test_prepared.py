"""Statements past the driver's cursors keep the promises of a session."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from wallet import database
from wallet.database import Unreachable, rows


def test_values_come_back_as_they_went(session: Session) -> None:
    sent = (
        uuid4(),
        7,
        "é' \\ \"{}",
        datetime(2026, 3, 16, 10, tzinfo=UTC),
        [uuid4(), uuid4()],
        None,
    )
    query = "select $1::uuid, $2::bigint, $3::text, $4::timestamptz, $5::uuid[], $6::date"

    assert rows(session, query, *sent) == [sent]


def test_they_stand_in_the_transaction_of_the_session(engine: Engine) -> None:
    with Session(engine) as session:
        rows(session, "select set_config('wallet.test', $1, true)", "ours")
        assert session.scalar(text("select current_setting('wallet.test', true)")) == "ours"
        first = rows(session, "select pg_current_xact_id()")
        assert rows(session, "select pg_current_xact_id()") == first
        session.rollback()
        assert rows(session, "select pg_current_xact_id()") != first


def test_a_session_that_only_reads_writes_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        session.connection(execution_options={"postgresql_readonly": True})
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            rows(session, "create temporary table written (a int)")


def test_a_refusal_says_which_rule_and_leaves_the_connection_of_use(engine: Engine) -> None:
    with Session(engine) as session:
        with pytest.raises(psycopg.errors.DivisionByZero):
            rows(session, "select $1::int / $2::int", 1, 0)
        session.rollback()
        assert rows(session, "select $1::int / $2::int", 4, 2) == [(2,)]


def test_a_statement_that_no_longer_fits_is_refused_and_not_kept(engine: Engine) -> None:
    with Session(engine) as session:
        with pytest.raises(psycopg.errors.UndefinedTable):
            rows(session, "select * from never_there")
        session.rollback()
        assert rows(session, "select 1") == [(1,)]


def test_a_lost_connection_is_told_as_one_and_replaced(url: str, engine: Engine) -> None:
    own = database.connect(url, pool_size=1)
    with Session(own) as session:
        [(backend,)] = rows(session, "select pg_backend_pid()")
        with engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(backend)))
        with pytest.raises(Unreachable):
            rows(session, "select 1")
    with Session(own) as session:
        assert rows(session, "select 1") == [(1,)]
    own.dispose()


def test_behind_pgbouncer_nothing_is_prepared(url: str) -> None:
    own = database.connect(url, behind_pgbouncer=True, pool_size=1)
    with Session(own) as session:
        assert rows(session, "select $1::int", 7) == [(7,)]
        assert rows(session, "select count(*) from pg_prepared_statements") == [(0,)]
    own.dispose()


def test_no_error_carries_a_name_into_the_log(url: str) -> None:
    own = database.connect(url, pool_size=1)
    with Session(own) as session, pytest.raises(DBAPIError) as refused:
        session.execute(text("select cast(:name as integer)"), {"name": "Fatima"})
    assert "Fatima" not in str(refused.value).partition("\n[")[2]
    own.dispose()


@pytest.fixture
def url(engine: Engine) -> str:
    """Of the tests' database, for a pool of one's own."""
    return engine.url.render_as_string(hide_password=False)
