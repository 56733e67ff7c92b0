"""`wallet operators`: let a municipality begin; its administrator does the rest on pages."""

from datetime import datetime

import click

from wallet import clock
from wallet.cli import connections
from wallet.database import Session
from wallet.errors import WalletError
from wallet.identity import memberships, organisations, people
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.programmes import invitations
from wallet.schema import roles


@click.group("operators")
def group() -> None:
    """Who runs programmes here."""


@group.command("add")
@click.option("--name", prompt="Municipality", help="Who will run programmes.")
@click.option("--kvk-number", prompt="Its KvK number", help="Eight digits.")
@click.option("--admin", prompt="Name of its administrator", help="Who invites the others.")
@click.option("--email", prompt="E-mail of the administrator", help="To sign in with.")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def add(name: str, kvk_number: str, admin: str, email: str, url: str | None) -> None:
    """Register a municipality with an administrator, or give a known one another administrator."""
    try:
        with connections.work(roles.APP, url) as session:
            operator = organisations.find_by_kvk_number(session, kvk_number)
            if operator is None:
                operator = organisations.register(session, name=name, kvk_number=kvk_number)
            address = _let_in(session, operator, admin, email, now=clock.now())
            said = f"{address} can sign in as administrator of {operator.name}."
    except WalletError as error:
        raise click.ClickException(f"{error.code} {error}".strip()) from error
    click.echo(said)


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
