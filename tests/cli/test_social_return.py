"""Reminders go out by a timer, and an authority adopts a table of its own."""

from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.social_return import agreements, tables
from wallet import clock
from wallet.cli import main
from wallet.identity.permissions import Role
from wallet.schema import roles
from wallet.social_return import valuation


def run(database: TestDatabase, *words: str) -> Result:
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, ["social-return", *words], env=environment)


def test_contractors_are_reminded_once(database: TestDatabase, committed: Session) -> None:
    today = clock.day_of(clock.now())
    contractor = build.an_organisation(committed)
    build.a_member(committed, Role.SPONSOR, contractor)
    agreements.an_obligation(
        committed, contractor, awarded_on=today - timedelta(days=21), report_days=20
    )
    committed.commit()

    outputs = [run(database, "remind").output for _ in range(2)]

    assert outputs == ["1 reminder in the outbox\n", "0 reminders in the outbox\n"]


def test_an_authority_adopts_its_own_table(
    database: TestDatabase, committed: Session, tmp_path: Path
) -> None:
    officer = agreements.an_officer(committed)
    sponsor = build.a_member(committed, Role.SPONSOR)
    committed.commit()
    file, email = tmp_path / "own.toml", officer.person.email or ""
    file.write_text(tables.a_text())

    def adopt(by: str = email) -> Result:
        return run(database, "adopt", str(file), "--by", by, "--from", "2026-01-01")

    done, again, stranger = adopt(), adopt(), adopt(sponsor.person.email or "")
    file.write_text("x")
    broken = adopt()

    assert done.output == "Demostad, 2026 (council decision) holds from 2026-01-01\n"
    assert [one.exit_code for one in (done, again, stranger, broken)] == [0, 1, 1, 1]
    committed.rollback()
    assert len(valuation.of_authority(committed, officer.organisation_id)) == 1
