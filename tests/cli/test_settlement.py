"""`wallet settlement`: drawn up by a treasurer, exported only after somebody else approved."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests import treasury
from tests.database import TestDatabase
from tests.treasury import NOT_AN_ID, Treasury
from wallet import clock
from wallet.cli import main
from wallet.identity.people import Person
from wallet.schema import roles
from wallet.settlement import settlements
from wallet.settlement.settlements import Settlement


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def wallet(database: TestDatabase, *arguments: str) -> Result:
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, ["settlement", *arguments], env=environment)


def draw_up(database: TestDatabase, by: Person, *more: str) -> Result:
    assert by.email is not None
    return wallet(database, "draw-up", "--by", by.email, "--reason", "Today", *more)


def drawn_up(office: Treasury) -> list[Settlement]:
    office.session.rollback()
    return settlements.operated_by(office.session, office.programme.operator_id)


def test_a_treasurer_draws_up_what_shops_are_owed(database: TestDatabase, office: Treasury) -> None:
    office.a_shop(owed=12_50)

    answer = draw_up(database, office.treasurer.person)

    assert answer.exit_code == 0
    (settlement,) = drawn_up(office)
    assert settlement.drawn_up_by_id == office.treasurer.person_id
    assert answer.output == (
        f"Settlement {settlement.id}: 1 payout, EUR 12.50; to be approved by another\n"
    )


def test_on_another_day_it_takes_a_reason(database: TestDatabase, office: Treasury) -> None:
    office.pays_on(clock.day_of(clock.now()) + timedelta(days=1))
    office.a_shop(owed=12_50)
    email = str(office.treasurer.person.email)

    answer = wallet(database, "draw-up", "--by", email)

    assert answer.exit_code == 1
    assert "Give a --reason to pay today." in answer.output
    assert drawn_up(office) == []


def test_nothing_owed_is_said(database: TestDatabase, office: Treasury) -> None:
    answer = draw_up(database, office.treasurer.person)

    assert (answer.exit_code, answer.output) == (1, "Error: No merchant is owed anything.\n")


def test_only_a_treasurer_draws_up(database: TestDatabase, office: Treasury) -> None:
    office.a_shop(owed=12_50)
    sponsor = treasury.a_sponsor(office)
    office.session.commit()

    answer = draw_up(database, sponsor.person)

    assert answer.exit_code == 1
    assert "is no treasurer of any programme" in answer.output
    assert wallet(database, "draw-up", "--by", "nobody@example.org").exit_code == 1
    assert drawn_up(office) == []


def test_another_programme_is_not_drawn_up_by_name(
    database: TestDatabase, office: Treasury
) -> None:
    office.a_shop(owed=12_50)

    answer = draw_up(database, office.treasurer.person, "--programme", "Elsewhere")

    assert answer.exit_code == 1
    assert f"Choose one with --programme: {office.programme.name}." in answer.output
    done = draw_up(database, office.treasurer.person, "--programme", office.programme.name)
    assert done.exit_code == 0


def test_export_waits_for_approval(database: TestDatabase, office: Treasury) -> None:
    settlement = office.a_settlement()

    answer = wallet(database, "export", str(settlement.id))

    assert answer.exit_code == 1
    assert answer.output == "Error: A second treasurer has to approve it first.\n"


def test_an_approved_settlement_is_exported_the_same_every_time(
    database: TestDatabase, office: Treasury, tmp_path: Path
) -> None:
    settlement, file = office.approve(office.a_settlement()), tmp_path / "pay.xml"

    shown = wallet(database, "export", str(settlement.id))
    written = wallet(database, "export", str(settlement.id), "--output", str(file))

    assert (shown.exit_code, written.exit_code) == (0, 0)
    assert b"pain.001.001.09" in shown.stdout_bytes
    assert shown.stdout_bytes == file.read_bytes()
    assert written.stdout == ""


def test_it_is_exported_in_the_version_the_bank_takes(
    database: TestDatabase, office: Treasury
) -> None:
    settlement = office.approve(office.a_settlement())

    old = wallet(database, "export", str(settlement.id), "--version", "pain.001.001.03")
    new = wallet(database, "export", str(settlement.id))

    assert b"pain.001.001.03" in old.stdout_bytes
    assert new.stdout_bytes == old.stdout_bytes, "one payout is in one file"
    assert new.stderr == "It was made as pain.001.001.03 before; a payout is in one file.\n"


def test_an_unknown_settlement_is_said(database: TestDatabase, office: Treasury) -> None:
    assert wallet(database, "export", NOT_AN_ID).output == (
        f"Error: There is no settlement {NOT_AN_ID}.\n"
    )
    assert wallet(database, "export", "the-last").exit_code == 2
