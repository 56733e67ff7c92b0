"""Crowds, for as long as the suite has time: `make trial-threads` goes on until it is sure."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from trials import crossings, races
from trials.crowds import Crowd
from wallet.ledger import audit
from wallet.schema import roles

A_WHILE = 0.5
"""Seconds. When two transactions do deadlock, PostgreSQL takes one more to find out."""


@pytest.fixture
def url(database: TestDatabase, engine: Engine, committed: Session) -> Iterator[str]:
    """Where the crowd connects to; afterwards, before all is wiped, the books are in order."""
    committed.rollback()
    yield database.url(roles.APP)
    with engine.connect() as connection:
        assert audit.audit(connection).differences == []


def test_64_people_want_what_is_enough_for_one(url: str, committed: Session) -> None:
    with Crowd.of(64, url) as crowd:
        told = races.for_one_sale(crowd, committed, 20)

    assert told == {"Posted": 20, "InsufficientCoins": 20 * 63}


def test_16_people_ask_the_same(url: str, committed: Session) -> None:
    with Crowd.of(16, url) as crowd:
        told = races.for_one_cause(crowd, committed, 20)

    assert told == {"Posted": 20, races.REPEAT: 20 * 15}


def test_8_treasurers_use_the_same_bank_entry(url: str, committed: Session) -> None:
    with Crowd.of(8, url) as crowd:
        told = races.for_one_bank_entry(crowd, committed, 20)

    assert told == {"Posted": 20, "BankEntryAlreadyUsed": 20 * 7}


def test_postings_that_cross_never_deadlock(url: str, committed: Session) -> None:
    with Crowd.of(16, url) as crowd:
        assert crossings.of_postings(crowd, committed, 2) > 0


@pytest.mark.parametrize(
    "crossing", [crossings.of_holders, crossings.of_bank_entries, crossings.of_months]
)
def test_what_crosses_queues(url: str, committed: Session, crossing: crossings.Crossing) -> None:
    with Crowd.of(8, url) as crowd:
        assert crossing(crowd, committed, A_WHILE) > 0
