"""The base of every table, how our own types are stored, and how to reach the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import (
    DeclarativeBase,
    Session,
    make_transient_to_detached,
    mapped_column,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from wallet.money import Coins, Euros
from wallet.prepared import Prepared

__all__ = [
    "Base",
    "Engine",
    "Key",
    "Session",
    "Unreachable",
    "connect",
    "driver_url",
    "known",
    "row_of",
    "rows",
    "take_turns",
    "transaction",
]


class CoinsColumn(TypeDecorator[Coins]):
    """Whole coins as bigint."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Coins | None, dialect: Dialect) -> int | None:
        return None if value is None else value.count

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Coins | None:
        return None if value is None else Coins(int(value))


class EurosColumn(TypeDecorator[Euros]):
    """Euro cents as bigint."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Euros | None, dialect: Dialect) -> int | None:
        return None if value is None else value.cents

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Euros | None:
        return None if value is None else Euros(int(value))


class Base(DeclarativeBase):
    """Every table. All constraints are named, because Alembic and the error messages need names."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        Coins: CoinsColumn,
        Euros: EurosColumn,
        datetime: DateTime(timezone=True),
        str: Text,
        int: Integer,
        StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=list),
    }


Row = TypeVar("Row", bound=Base)

Unreachable = OperationalError
"""The database did not answer, or stopped answering half-way."""

Key = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]
"""An opaque id that says nothing about its row."""


def driver_url(url: str) -> str:
    """Accept the `postgresql://` everybody writes, and name our driver."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def connect(url: str, *, behind_pgbouncer: bool = False, pool_size: int = 16) -> Engine:
    """An engine on PostgreSQL. PgBouncer in transaction mode cannot keep prepared statements."""
    options: dict[str, Any] = {} if behind_pgbouncer else {"options": "-c timezone=UTC"}
    engine = create_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=16,
        pool_use_lifo=True,  # the one just used has its plans in the processor's caches
        connect_args=options,
        hide_parameters=True,  # an error reaches the log, and names of people are in some of them
    )
    return preparing(engine, keeps=not behind_pgbouncer)


def preparing(engine: Engine, *, keeps: bool = True) -> Engine:
    """Let `rows` prepare, and not the driver, which drops ours with its own at a rollback."""

    @event.listens_for(engine, "connect")
    def prepare(driver: Any, record: Any) -> None:
        driver.prepare_threshold = None
        record.info["prepared"] = Prepared(driver, keeps=keeps)

    return engine


@contextmanager
def transaction(engine: Engine, **info: object) -> Iterator[Session]:
    """One session and one transaction, for commands and timers, which have no request."""
    with Session(engine, expire_on_commit=False, info=info) as session, session.begin():
        yield session


def rows(session: Session, query: str, *parameters: object) -> list[Any]:
    """Past SQLAlchemy to the driver, in the session's own transaction: a tenth of the time.

    For the few statements that every sale asks. Nothing is flushed first. Parameters are the
    server's, `$1`.

    Raises:
        Unreachable: the database stopped answering.
        psycopg.Error: it refused.
    """
    connection = session.connection()
    try:
        found: list[Any] = connection.info["prepared"].rows(query, parameters)
    except psycopg.OperationalError as error:
        if not connection.connection.driver_connection.closed:  # type: ignore[union-attr]
            raise
        connection.invalidate(error)
        raise Unreachable(query, None, error) from error
    return found


def row_of(kind: type[Row], **values: object) -> Row:
    """What `rows` found, as an object of no session: made as SQLAlchemy makes what it reads."""
    row: Row = kind.__mapper__.class_manager.new_instance()
    row.__dict__.update(values)
    return row


def known(session: Session, row: Row, *, without: str | None = None) -> Row:
    """A `row_of` as if the session had read it; what it read before of the same row wins.

    What is not said of the row is read when it is asked for; `without` names what it is known not
    to have, such as a block.
    """
    if without is not None:
        set_committed_value(row, without, None)
    before: Row | None = session.identity_map.get(identity_key(instance=row))
    if before is not None:
        return before
    make_transient_to_detached(row)
    session.add(row)
    return row


def take_turns(session: Session, name: str) -> None:
    """Let only one transaction at a time go on with this name; released at its end.

    For what no row can be locked for yet, such as a request id seen for the first time.
    """
    rows(session, "select pg_advisory_xact_lock(hashtextextended($1, 0))", name)
