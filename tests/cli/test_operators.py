"""What an operator of an installation does once: let a municipality begin."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from wallet.cli import main
from wallet.identity import memberships, organisations, people
from wallet.identity.permissions import Role
from wallet.schema import roles

KVK_NUMBER = "71000001"
OPTIONS = {
    "--name": "Gemeente Testdorp",
    "--kvk-number": KVK_NUMBER,
    "--admin": "Noor Willems",
    "--email": "Noor@testdorp.example",
}


def add(database: TestDatabase, **changed: str) -> Result:
    options = OPTIONS | {f"--{name}".replace("_", "-"): value for name, value in changed.items()}
    words = [word for option in options.items() for word in option]
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, ["operators", "add", *words], env=environment)


def test_a_municipality_begins_with_an_administrator_who_can_sign_in(
    database: TestDatabase, committed: Session
) -> None:
    answer = add(database)

    said = "noor@testdorp.example can sign in as administrator of Gemeente Testdorp.\n"
    assert answer.output == said
    admin = people.find_by_email(committed, "noor@testdorp.example")
    assert admin is not None
    (member,) = memberships.of_person(committed, admin)
    assert (member.organisation.kvk_number, member.role) == (KVK_NUMBER, Role.ADMIN)


def test_asking_again_changes_nothing(database: TestDatabase, committed: Session) -> None:
    first, second = add(database), add(database)

    assert (first.output, second.exit_code) == (second.output, 0)


def test_a_municipality_may_have_two_administrators(
    database: TestDatabase, committed: Session
) -> None:
    add(database)

    answer = add(database, admin="Joris Bakker", email="joris@testdorp.example")

    assert answer.exit_code == 0
    operator = organisations.find_by_kvk_number(committed, KVK_NUMBER)
    assert operator is not None
    assert len(memberships.of_organisations(committed, [operator.id])) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kvk_number": "123"}, "kvk-number-malformed"),
        ({"email": "noor"}, "email-malformed"),
        ({"name": " "}, "name-missing"),
        ({"admin": " "}, "name-missing"),
    ],
)
def test_what_makes_no_sense_adds_nobody(
    database: TestDatabase, committed: Session, changed: dict[str, str], said: str
) -> None:
    answer = add(database, **changed)

    assert (answer.exit_code, said in answer.output) == (1, True), answer.output
    assert organisations.find_by_kvk_number(committed, KVK_NUMBER) is None
