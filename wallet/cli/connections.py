"""Which database a command works on: the one its URL names, else the embedded in WALLET_HOME."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from wallet import config
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


def prepare(server: EmbeddedPostgres) -> str:
    """Give the embedded server roles, database and newest schema; returns the revision."""
    roles.set_up(server.admin_url, server.url(roles.APP))
    return migrations.upgrade(server.url(roles.OWNER))
