"""One town a module; after every test nothing is booked, and every cent is accounted for."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.bad_input.town import Town, build_town
from tests.client import Client
from tests.database import TestDatabase
from tests.stories import proof
from wallet.identity.vault import Vault


@pytest.fixture(scope="module")
def town(database: TestDatabase, vault: Vault, app: Flask) -> Iterator[Town]:
    with Session(database.app, expire_on_commit=False, info={"vault": vault}) as session:
        yield build_town(session, app)
    database.wipe()


@pytest.fixture(autouse=True)
def nothing_is_booked(town: Town, engine: Engine) -> Iterator[None]:
    """Every test here asks for what must not happen."""
    before = proof.transfer_count(engine)
    yield
    assert proof.transfer_count(engine) == before
    proof.is_clean(engine)


@pytest.fixture
def program(town: Town) -> Client:
    """A program without a token; it sends `town.headers(who)`."""
    return town.program()
