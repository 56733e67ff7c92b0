"""`wallet programmes`: open a scheme of a municipality, with its first administrator."""

from datetime import datetime

import click

from wallet import clock
from wallet.banking import accounts, ibans
from wallet.banking.accounts import BankAccount
from wallet.cli import connections
from wallet.database import Session
from wallet.errors import WalletError
from wallet.identity import memberships, organisations, people
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.programmes import invitations, programmes, terms
from wallet.programmes.terms import ProgrammeTerms
from wallet.schema import roles

LAPSE_MONTHS = 12
CONFIRM_ABOVE = Euros(25_00)
"""What holds until the administrator decides on other terms."""


@click.group("programmes")
def group() -> None:
    """Open a programme; all that follows its administrator does on pages."""


@group.command("open")
@click.option("--name", prompt="Name of the programme", help="As participants know it.")
@click.option("--area", prompt="Area", help="Where the coins are taken.")
@click.option("--operator", prompt="Municipality", help="Who runs it.")
@click.option("--kvk-number", prompt="Its KvK number", help="Eight digits.")
@click.option("--iban", prompt="IBAN of the bank account", help="Where the euros stand.")
@click.option("--holder", prompt="Holder of that account", help="As the bank knows it.")
@click.option("--admin", prompt="Name of the administrator", help="Who invites the others.")
@click.option("--email", prompt="E-mail of the administrator", help="To sign in with.")
@click.option("--coin-cents", default=1_00, show_default=True, help="What a coin is worth.")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def open_programme(coin_cents: int, url: str | None, **said: str) -> None:
    """Open a programme, with its bank account and its first administrator."""
    now = clock.now()
    first = ProgrammeTerms(
        valid_from=clock.day_of(now),
        coin=Euros(coin_cents),
        lapse_months=LAPSE_MONTHS,
        confirm_above=CONFIRM_ABOVE,
    )
    try:
        terms.check(first)
        with connections.work(roles.APP, url) as session:
            operator = _operator(session, said["operator"], said["kvk_number"])
            if said["name"] in (each.name for each in programmes.operated_by(session, operator.id)):
                raise click.ClickException(f"{operator.name} has a programme of this name.")
            programme = programmes.open_programme(
                session,
                operator,
                name=said["name"],
                area=said["area"],
                bank_account=_bank_account(session, said["iban"], said["holder"]),
                terms=first,
                today=first.valid_from,
            )
            email = _let_in(session, operator, said["admin"], said["email"], now=now)
            click.echo(f"{programme.name} is open; {email} can sign in.")
    except WalletError as error:
        raise click.ClickException(f"{error.code} {error}".strip()) from error


def _operator(session: Session, name: str, kvk_number: str) -> Organisation:
    """The municipality, which may run another programme already."""
    known = organisations.find_by_kvk_number(session, kvk_number)
    return known or organisations.register(session, name=name, kvk_number=kvk_number)


def _bank_account(session: Session, iban: str, holder: str) -> BankAccount:
    known = accounts.find_by_iban(session, ibans.normalise(iban))
    return known or accounts.open_account(session, iban=iban, holder=holder)


def _let_in(
    session: Session, operator: Organisation, name: str, email: str, *, now: datetime
) -> str:
    """Make this person an administrator of the operator; returns the address to sign in with."""
    address = invitations.check_email(email)
    person = people.find_by_email(session, address)
    if person is None:
        person = people.register(session, name=name, email=address)
    own = memberships.of_person(session, person)
    if (operator.id, Role.ADMIN) not in ((each.organisation_id, each.role) for each in own):
        memberships.grant(session, person, operator, Role.ADMIN, now=now)
    return address
