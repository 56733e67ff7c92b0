"""Bring the tables of a database to what this version of the wallet works with."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text

from wallet import database
from wallet.schema import grants

_INSTALLED = Path(__file__).parents[1] / "_migrations"
_IN_CLONE = Path(__file__).parents[2] / "migrations"
_TURN = "select pg_advisory_lock(hashtextextended('wallet db upgrade', 0))"


def upgrade(owner_url: str) -> str:
    """Run every migration that is missing, each in a transaction, and renew the grants.

    Two upgrades at the same time take turns. Returns the revision the schema is at now.
    """
    engine = create_engine(database.driver_url(owner_url), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(_TURN))
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        grants.renew(connection)
        connection.commit()
    return newest()


@cache
def newest() -> str:
    """The revision this version of the wallet works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def is_current(connection: Connection) -> bool:
    """Whether the schema of this database is the one this version works with."""
    return MigrationContext.configure(connection).get_current_revision() == newest()


def _config() -> Config:
    folder = _INSTALLED if _INSTALLED.exists() else _IN_CLONE
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
