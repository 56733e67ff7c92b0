"""The database of one test run: embedded, or on the server WALLET_TEST_DATABASE_URL names.

That server must be for tests only: the URL is of a superuser, and the roles get test passwords.
"""

import secrets
import tempfile
from pathlib import Path

from sqlalchemy import URL, Engine, NullPool, create_engine, make_url, text

from wallet import database
from wallet.embedded import EmbeddedPostgres
from wallet.schema import migrations, roles

PASSWORD = "for tests only"

_TABLES = """
select format('%I.%I', schemaname, tablename) from pg_tables
where schemaname in ('public', 'ledger') and tablename <> 'alembic_version'
"""


class TestDatabase:
    """Made from the migrations at the start of a run, dropped at its end."""

    __test__ = False  # for pytest, which takes the name for a test

    def __init__(self, server_url: str | None, *, like: str | None = None) -> None:
        """On that server, else on an embedded one; a copy of `like` has its migrations already."""
        self._folder: Path | None = None
        if server_url is None:
            # Reachable for the account the embedded server runs as when the tests run as root.
            self._folder = Path(tempfile.mkdtemp(prefix="wallet-test-"))
            self._folder.chmod(0o711)
            self._server = EmbeddedPostgres(self._folder / "postgres", durable=False)
            server_url = self._server.admin_url
        self._admin_url = make_url(database.driver_url(server_url))
        self.name = f"wallet_test_{secrets.token_hex(4)}"
        if like is not None:
            with self._unpooled(self._admin_url).connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text(f"create database {self.name} template {like}"))
        self._prepare()

    def _prepare(self) -> None:
        urls = (self.url(role) for role in (roles.APP, roles.OWNER, roles.AUDITOR))
        roles.set_up(self._text(self._admin_url), *urls)
        migrations.upgrade(self.url(roles.OWNER))
        self.app = database.connect(self.url(roles.APP))
        self.owner = self._unpooled(make_url(database.driver_url(self.url(roles.OWNER))))
        self.superuser = database.preparing(create_engine(self._admin_url.set(database=self.name)))
        self._keep_pristine()

    app: Engine
    owner: Engine
    superuser: Engine

    def url(self, role: str) -> str:
        """How a process of its own, such as `wallet serve`, reaches this database as a role."""
        url = self._admin_url.set(
            drivername="postgresql", username=role, password=PASSWORD, database=self.name
        )
        return self._text(url)

    def wipe(self) -> None:
        """Make every table what it was after the migrations, append-only ones included.

        Only a superuser can: `session_replication_role` switches off the triggers that guard.
        """
        with self.superuser.begin() as connection:
            connection.execute(text(self._wiping))

    def leave(self) -> None:
        """Close every connection: only then can another be a copy of it."""
        for engine in (self.app, self.owner, self.superuser):
            engine.dispose()

    def drop(self) -> None:
        """Leave nothing behind."""
        self.leave()
        with self._unpooled(self._admin_url).connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text(f"drop database {self.name} with (force)"))
        if self._folder is not None:
            self._server.discard()
            self._folder.rmdir()

    def _keep_pristine(self) -> None:
        """Copy the rows that migrations brought, to put them back after each wiping."""
        statements = ["set local session_replication_role = replica"]
        with self.superuser.begin() as connection:
            connection.execute(text("create schema if not exists pristine"))
            for number, table in enumerate(connection.scalars(text(_TABLES)).all()):
                statements.append(f"delete from {table}")
                if connection.scalar(text(f"select exists (select from {table})")):
                    kept = f"pristine.kept_{number}"
                    connection.execute(text(f"create table if not exists {kept} as table {table}"))
                    statements.append(f"insert into {table} overriding system value table {kept}")
        self._wiping = ";\n".join(statements)

    @staticmethod
    def _text(url: URL) -> str:
        return url.render_as_string(hide_password=False)

    @staticmethod
    def _unpooled(url: URL) -> Engine:
        return database.preparing(create_engine(url, poolclass=NullPool))
