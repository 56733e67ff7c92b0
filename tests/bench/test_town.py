"""A short version of the town of `make town`: its books are true, and every page shows it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from bench.town import visitors, visits, year
from bench.town.residents import Town
from bench.town.size import SHORT
from tests.database import TestDatabase
from wallet import clock
from wallet.activities import allowance_norms
from wallet.identity.vault import Vault
from wallet.ledger import audit, seal_keys
from wallet.ledger.seal_keys import SigningKey
from wallet.merchants.redemptions import Redemption
from wallet.settlement import backing_checks
from wallet.settlement.backing_checks import Verdict
from wallet.settlement.backing_days import BackingDay

SEED = bytes(range(32))


@pytest.fixture(scope="module")
def town(database: TestDatabase, vault: Vault) -> Iterator[Town]:
    """Two months of a small town, in the database of these tests alone."""
    with Session(database.owner) as session, session.begin():
        allowance_norms.load_norms(session)
    yesterday = clock.day_of(clock.now()) - timedelta(days=1)
    with year.writer(database.app, database.owner, vault=vault) as session:
        written = year.Year(session, SHORT, key=SigningKey(SEED), last_day=yesterday)
        written.live()
    yield written.town
    database.wipe()


@pytest.fixture
def reader(town: Town, engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def test_its_books_pass_the_audit(town: Town, engine: Engine) -> None:
    with engine.connect() as connection:
        report = audit.audit(connection, keys=seal_keys.ours(SEED, ()))

    assert report.differences == []


def test_all_sales_were_made(reader: Session) -> None:
    assert reader.scalar(select(func.count()).select_from(Redemption)) == SHORT.redemptions


def test_on_every_day_the_euros_were_there(reader: Session) -> None:
    days = reader.scalars(select(BackingDay)).all()

    assert len(days) == SHORT.days
    assert {day.total.verdict for day in days} == {Verdict.AGREES}
    assert backing_checks.verdict_of(backing_checks.of_all(reader)) is Verdict.AGREES


def test_the_clock_of_the_ledger_is_its_own_again(reader: Session) -> None:
    default = (
        "select column_default from information_schema.columns where column_name = 'posted_at'"
    )

    assert reader.scalar(text(default)) == "clock_timestamp()"


def test_everybody_sees_every_page_there_is_a_link_to(
    town: Town, reader: Session, app: Flask
) -> None:
    for visitor in visitors.everybody(reader):
        pages = list(visits.walk(app, visitor, times=0))

        assert len({page.endpoint for page in pages}) > 1, visitor.role
