"""The three roles, and the database they share.

`wallet_owner` owns every table and runs the migrations; `wallet_app` is what the web runs as;
`wallet_auditor` reads. None of them is a superuser. Their rights on tables are in
`wallet.schema.grants`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

OWNER = "wallet_owner"
APP = "wallet_app"
AUDITOR = "wallet_auditor"
ROLES = (OWNER, APP, AUDITOR)

OLDEST_SERVER = 150000
"""PostgreSQL 15: since then only a database's owner may create in its schema `public`."""

_ON_DATABASE: tuple[LiteralString, ...] = (
    "alter database {database} owner to {owner}",
    "revoke all on database {database} from public",
    "grant connect on database {database} to {app}, {auditor}",
)
_IN_DATABASE: tuple[LiteralString, ...] = (
    "revoke all on schema public from public",
    "grant usage on schema public to {app}, {auditor}",
    "alter default privileges for role {owner} revoke execute on functions from public",
    "alter default privileges for role {owner} revoke usage on types from public",
)


class RoleUnknown(Exception):
    """A database URL that is not of one of the wallet's roles; it shows no password."""


class ServerTooOld(Exception):
    """The database server is older than PostgreSQL 15."""


def set_up(admin_url: str, app_url: str, *more_urls: str) -> None:
    """Make the roles and the database where they are missing; asking again changes nothing.

    Args:
        admin_url: of somebody who may create roles and databases.
        app_url: as the application will connect: it names the database.
        more_urls: of the owner and the auditor. A role gets the password its URL holds; a role
            without one keeps what it has.

    Raises:
        RoleUnknown: a URL is not of one of the three roles.
        ServerTooOld: PostgreSQL 15 or newer is needed.
    """
    database = make_url(app_url).database or APP
    passwords = dict(_login(url) for url in (app_url, *more_urls))
    with _connection(admin_url) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise ServerTooOld(connection.info.parameter_status("server_version"))
        for role in ROLES:
            _set_up_role(connection, role, passwords.get(role))
        _join_owner(connection)
        _create_database(connection, database)
        _run(connection, _ON_DATABASE, database)
    with _connection(admin_url, database) as connection:
        _run(connection, _IN_DATABASE, database)


def _login(url: str) -> tuple[str, str | None]:
    """The role and the password a URL names."""
    parts = make_url(url)
    if parts.username not in ROLES:
        raise RoleUnknown(f"{parts!r} is not of {', '.join(ROLES)}")
    return parts.username, parts.password


@contextmanager
def _connection(url: str, database: str | None = None) -> Iterator[psycopg.Connection]:
    """Autocommit: a database cannot be created inside a transaction."""
    target = make_url(url)
    if database is not None:
        target = target.set(database=database)
    parts = target.translate_connect_args(username="user", database="dbname")
    more = {name: ",".join(values) for name, values in target.normalized_query.items()}
    conninfo = make_conninfo("", **parts, **more)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        yield connection


def _set_up_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    name = sql.Identifier(role)
    found = connection.execute("select from pg_roles where rolname = %s", (role,)).fetchone()
    if found is None:
        connection.execute(sql.SQL("create role {} login").format(name))
    if password is not None:
        # Hashed here: the server's log never holds the password, whatever it logs.
        secret = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        )
        statement = sql.SQL("alter role {} password {}")
        connection.execute(statement.format(name, sql.Literal(secret.decode())))


def _join_owner(connection: psycopg.Connection) -> None:
    """Only a member can give the owner a database, unless it is a superuser."""
    is_superuser = "select rolsuper from pg_roles where rolname = current_user"
    if connection.execute(is_superuser).fetchone() != (True,):
        connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))


def _create_database(connection: psycopg.Connection, database: str) -> None:
    known = "select from pg_database where datname = %s"
    if connection.execute(known, (database,)).fetchone() is None:
        statement = sql.SQL("create database {} encoding 'UTF8' template template0")
        connection.execute(statement.format(sql.Identifier(database)))


def _run(
    connection: psycopg.Connection, statements: tuple[LiteralString, ...], database: str
) -> None:
    names = {"owner": OWNER, "app": APP, "auditor": AUDITOR, "database": database}
    words = {word: sql.Identifier(name) for word, name in names.items()}
    for statement in statements:
        connection.execute(sql.SQL(statement).format(**words))
