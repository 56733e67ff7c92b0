"""How Alembic reaches the database, and what it compares the tables with.

`wallet.schema.migrations.upgrade` hands over its connection. On the command line (`alembic
revision`, `alembic check`) WALLET_OWNER_DATABASE_URL names the database.
"""

import os
from importlib import import_module

from alembic import context
from sqlalchemy import Connection, create_engine

from wallet import database


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the schemas of others alone; None is `public`."""
    return kind != "schema" or name in {None, "ledger"}


def migrate(connection: Connection) -> None:
    """Run what Alembic was asked for, each migration in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=database.Base.metadata,
        include_schemas=True,
        include_name=is_ours,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    import_module("wallet.app")  # the roof: it knows every table
    url = database.driver_url(os.environ["WALLET_OWNER_DATABASE_URL"])
    with create_engine(url).connect() as connection:
        migrate(connection)
