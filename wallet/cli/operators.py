"""`wallet operators`: let a municipality begin; its administrator does the rest on pages."""

import click

from wallet import clock
from wallet.cli import connections
from wallet.errors import WalletError
from wallet.identity import operators
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
            operator, person = operators.begin(
                session,
                name=name,
                kvk_number=kvk_number,
                admin=admin,
                email=email,
                now=clock.now(),
            )
            said = f"{person.email} can sign in as administrator of {operator.name}."
    except WalletError as error:
        raise click.ClickException(f"{error.code} {error}".strip()) from error
    click.echo(said)
