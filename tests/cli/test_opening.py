"""What an operator does once: open a programme, contract shops, let coins lapse every day."""

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from wallet import clock
from wallet.cli import main
from wallet.identity import memberships, organisations, people
from wallet.identity.permissions import Role
from wallet.merchants import merchants
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.schema import roles
from wallet.wallets import wallets

PROGRAMME = {
    "--name": "Doetegoed Testdorp",
    "--area": "Testdorp",
    "--operator": "Gemeente Testdorp",
    "--kvk-number": "71000001",
    "--iban": "NL04 BNGH 0285 1700 00",
    "--holder": "Gemeente Testdorp",
    "--admin": "Noor Willems",
    "--email": "Noor@testdorp.example",
}
SHOP = {
    "--kvk-number": "71000002",
    "--name": "Bakkerij Test",
    "--category": "bakery",
    "--neighbourhood": "Centrum",
    "--iban": "NL44 INGB 0000 0001 01",
    "--payee": "Bakkerij Test",
}


def wallet(database: TestDatabase, *command: str, **changed: str) -> Result:
    options = {"programmes": PROGRAMME, "merchants": SHOP}.get(command[0], {})
    options = options | {f"--{name}".replace("_", "-"): value for name, value in changed.items()}
    words = [word for option in options.items() for word in option]
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, [*command, *words], env=environment)


def the_programme(committed: Session) -> Programme:
    operator = organisations.find_by_kvk_number(committed, PROGRAMME["--kvk-number"])
    assert operator is not None
    (programme,) = programmes.operated_by(committed, operator.id)
    return programme


def test_a_programme_opens_with_an_administrator_who_can_sign_in(
    database: TestDatabase, committed: Session
) -> None:
    answer = wallet(database, "programmes", "open")

    assert answer.output == "Doetegoed Testdorp is open; noor@testdorp.example can sign in.\n"
    programme = the_programme(committed)
    assert programme.bank_account.iban == "NL04BNGH0285170000"
    admin = people.find_by_email(committed, "noor@testdorp.example")
    assert admin is not None
    (member,) = memberships.of_person(committed, admin)
    assert (member.organisation, member.role) == (programme.operator, Role.ADMIN)


def test_a_municipality_may_open_another_on_the_same_account(
    database: TestDatabase, committed: Session
) -> None:
    wallet(database, "programmes", "open")

    answer = wallet(database, "programmes", "open", name="Doetegoed Buitengebied")

    assert answer.exit_code == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"iban": "NL00BNGH0285170000"}, "iban-invalid"),
        ({"kvk_number": "123"}, "kvk-number-malformed"),
        ({"email": "noor"}, "email-malformed"),
        ({"name": " "}, "name-missing"),
        ({"coin_cents": "0"}, "terms-out-of-range"),
    ],
)
def test_what_makes_no_sense_opens_nothing(
    database: TestDatabase, committed: Session, changed: dict[str, str], said: str
) -> None:
    answer = wallet(database, "programmes", "open", **changed)

    assert (answer.exit_code, said in answer.output) == (1, True), answer.output
    assert organisations.find_by_kvk_number(committed, PROGRAMME["--kvk-number"]) is None


def test_the_same_programme_twice_is_refused(database: TestDatabase, committed: Session) -> None:
    wallet(database, "programmes", "open")

    answer = wallet(database, "programmes", "open")

    assert answer.output == "Error: Gemeente Testdorp has a programme of this name.\n"


def test_a_shop_of_an_organisation_that_takes_part_takes_coins(
    database: TestDatabase, committed: Session
) -> None:
    wallet(database, "programmes", "open")
    programme = the_programme(committed)
    programmes.admit(
        committed,
        programme,
        name="Bakkerij Test",
        kvk_number=SHOP["--kvk-number"],
        today=build.TODAY,
    )
    committed.commit()

    answer = wallet(database, "merchants", "open")

    said = "Bakkerij Test takes coins of Doetegoed Testdorp; its owner can pair tills.\n"
    assert answer.output == said
    assert [shop.name for shop in merchants.of_programme(committed, programme.id)] == [
        "Bakkerij Test"
    ]


def test_a_shop_of_nobody_is_refused(database: TestDatabase, committed: Session) -> None:
    answer = wallet(database, "merchants", "open")

    assert answer.output == "Error: No organisation has KvK number 71000002.\n"


def test_a_shop_that_takes_part_in_nothing_is_refused(
    database: TestDatabase, committed: Session
) -> None:
    organisations.register(committed, name="Bakkerij Test", kvk_number=SHOP["--kvk-number"])
    committed.commit()

    answer = wallet(database, "merchants", "open")

    assert answer.output == "Error: Bakkerij Test takes part in no programme yet.\n"


def test_coins_past_their_last_day_lapse_once(database: TestDatabase, committed: Session) -> None:
    programme = build.a_programme(committed)
    owner = build.a_wallet(committed)
    yesterday = clock.day_of(clock.now()).replace(year=2024)
    build.give(committed, owner, build.a_fund(committed, programme), 2_50, expires_on=yesterday)
    committed.commit()

    first, second = wallet(database, "coins", "lapse"), wallet(database, "coins", "lapse")

    assert (first.output, second.output) == ("EUR 2.50 lapsed\n", "EUR 0.00 lapsed\n")
    committed.rollback()
    assert wallets.balance(committed, owner) == Euros(0)
