"""`wallet statements import`: one line for a timer's log, or a sentence and exit status 1."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests import treasury
from tests.database import TestDatabase
from tests.treasury import Treasury
from wallet.cli import main
from wallet.schema import roles

REFUSED = Path(__file__).parents[1] / "data" / "statements" / "refused"


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def take_in(database: TestDatabase, file: Path) -> Result:
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, ["statements", "import", str(file)], env=environment)


def test_a_file_is_taken_in_and_counted(
    database: TestDatabase, office: Treasury, tmp_path: Path
) -> None:
    file = tmp_path / "statement.xml"
    paid = treasury.credit(50_00, office.a_request(50_00).reference)
    file.write_bytes(office.a_file(paid, treasury.credit(5_00)))

    first, again = take_in(database, file), take_in(database, file)

    assert (first.exit_code, first.output) == (0, "2 entries, 1 matched, 1 unmatched\n")
    assert again.output == "2 entries, 1 matched, 1 unmatched (seen before)\n"
    assert again.exit_code == 0
    assert office.pot() == 50_00


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("bomb.xml", "line 2, <Document>"),
        ("cut_off.xml", "<Document>: not a whole file"),
        ("three_decimals.xml", "<Amt>"),
    ],
)
def test_a_refused_file_says_where(
    database: TestDatabase, office: Treasury, name: str, where: str
) -> None:
    answer = take_in(database, REFUSED / name)

    assert answer.exit_code == 1
    assert where in answer.output
    assert "Nothing was taken in." in answer.output
    assert len(answer.output.splitlines()) == 1


def test_a_file_of_an_unknown_account_is_refused(database: TestDatabase, office: Treasury) -> None:
    answer = take_in(database, REFUSED.parent / "day.02.xml")

    assert answer.exit_code == 1
    assert "<IBAN>: another account" in answer.output


def test_a_file_that_is_not_there_is_said(database: TestDatabase, tmp_path: Path) -> None:
    answer = take_in(database, tmp_path / "none.xml")

    assert answer.exit_code == 2
    assert "does not exist" in answer.output
