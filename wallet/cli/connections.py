"""Which database a command works on: the one its URL names, else the embedded in WALLET_HOME."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from wallet import config, database
from wallet.activities import allowance_norms
from wallet.database import Session
from wallet.embedded import EmbeddedPostgres
from wallet.schema import migrations, roles


@contextmanager
def embedded() -> Iterator[EmbeddedPostgres]:
    """The embedded server, for as long as this command uses it."""
    server = EmbeddedPostgres(config.home() / "postgres")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def as_role(role: str, url: str | None) -> Iterator[str]:
    """The URL that was given, or one to reach the embedded database as this role."""
    if url is not None:
        yield url
        return
    if not (config.home() / "postgres").exists():
        raise click.UsageError(
            f"there is no database in {config.home()}: set WALLET_DATABASE_URL, or WALLET_HOME,"
            " or make one with `wallet db init` and `wallet db upgrade`"
        )
    with embedded() as server:
        yield server.url(role)


@contextmanager
def work(role: str, url: str | None) -> Iterator[Session]:
    """One transaction as this role: kept when the command comes to its end, undone otherwise."""
    with as_role(role, url) as reachable:
        engine = database.connect(reachable, pool_size=1)
        try:
            with database.transaction(engine) as session:
                yield session
        finally:
            engine.dispose()


def prepare(server: EmbeddedPostgres) -> str:
    """Give the embedded server roles, database and newest schema; returns the revision."""
    roles.set_up(server.admin_url, server.url(roles.APP))
    return upgrade(server.url(roles.OWNER))


def upgrade(owner_url: str) -> str:
    """Bring the schema, and the norms of the law this version knows, up to date.

    Returns the revision the schema is at now.
    """
    revision = migrations.upgrade(owner_url)
    engine = database.connect(owner_url)
    with database.transaction(engine) as session:
        allowance_norms.load_norms(session)
    engine.dispose()
    return revision
