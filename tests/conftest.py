"""Fixtures every test may use: a real PostgreSQL, a session that forgets, a client."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hatch_build import compile_catalogues
from tests.client import Client
from tests.database import TestDatabase
from wallet.app import create_app
from wallet.config import Settings
from wallet.identity.vault import Vault

DEVICE_KEYS = {"test": bytes(range(32))}


@pytest.fixture(scope="session")
def database() -> Iterator[TestDatabase]:
    """A database of this test run alone, with the schema as the migrations make it."""
    database = TestDatabase(
        os.environ.get("WALLET_TEST_DATABASE_URL"), like=os.environ.get("TEST_DATABASE_TEMPLATE")
    )
    yield database
    database.drop()


@pytest.fixture(scope="session")
def engine(database: TestDatabase) -> Engine:
    """What the application sees of it: connected as `wallet_app`."""
    return database.app


@pytest.fixture(scope="session")
def owner_engine(database: TestDatabase) -> Engine:
    """Connected as `wallet_owner`, who made the tables."""
    return database.owner


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault(DEVICE_KEYS)


@pytest.fixture
def session(engine: Engine, vault: Vault) -> Iterator[Session]:
    """A session whose commits are savepoints, and whose test is never remembered."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(
            connection, join_transaction_mode="create_savepoint", info={"vault": vault}
        ) as session:
            yield session
        transaction.rollback()


@pytest.fixture
def committed(database: TestDatabase, vault: Vault) -> Iterator[Session]:
    """A session that really commits, for tests with threads or over HTTP. Wiped afterwards."""
    with Session(database.app, expire_on_commit=False, info={"vault": vault}) as session:
        yield session
    database.wipe()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        secret_key="not a secret, but long enough for one",
        device_keys=DEVICE_KEYS,
        home=tmp_path_factory.mktemp("home"),
        base_url="http://localhost",
        signing_key=bytes(range(32)),
    )


@pytest.fixture(scope="session")
def app(settings: Settings, engine: Engine) -> Flask:
    compile_catalogues(Path(__file__).parents[1])
    app = create_app(settings, engine)
    app.testing = True
    app.test_client_class = Client
    return app


@pytest.fixture
def client(app: Flask, committed: Session) -> Client:
    """Somebody at a browser or a program; what a test commits with `committed`, it sees."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The system's Chromium. `make test` finds or installs it; a browser test is never skipped."""
    names = (os.environ.get("WALLET_CHROMIUM") or "chromium", "google-chrome", "chromium-browser")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, "no Chromium: run `make test`, or set WALLET_CHROMIUM to its path"
    return Path(found)
