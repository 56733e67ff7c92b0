"""`wallet merchants`: contract a shop."""

import click

from wallet import clock
from wallet.cli import connections
from wallet.database import Session
from wallet.errors import WalletError
from wallet.identity import organisations
from wallet.identity.organisations import Organisation
from wallet.merchants import merchants
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.schema import roles


@click.group("merchants")
def group() -> None:
    """Contract shops."""


@group.command("open")
@click.option("--kvk-number", prompt="KvK number", help="Of an organisation that takes part.")
@click.option("--name", prompt="Name of the shop", help="As participants know it.")
@click.option("--category", prompt="Category", help="For reports: bakery, bicycles, sports.")
@click.option("--neighbourhood", prompt="Neighbourhood", help="Where it is.")
@click.option("--iban", prompt="IBAN", help="Where it is paid.")
@click.option("--payee", prompt="Holder of that account", help="As the bank knows it.")
@click.option("--programme", "programme_name", help="Which one, when it takes part in several.")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def open_merchant(
    kvk_number: str, programme_name: str | None, url: str | None, **about: str
) -> None:
    """Open a shop of an organisation the administrator has added, and let it take coins."""
    now = clock.now()
    try:
        with connections.work(roles.APP, url) as session:
            organisation = organisations.find_by_kvk_number(session, kvk_number)
            if organisation is None:
                raise click.ClickException(f"No organisation has KvK number {kvk_number}.")
            programme = _programme(session, organisation, programme_name)
            shop = merchants.open_merchant(session, organisation, now=now, **about)
            merchants.join(session, shop, programme, now=now)
            click.echo(f"{shop.name} takes coins of {programme.name}; its owner can pair tills.")
    except WalletError as error:
        raise click.ClickException(f"{error.code} {error}".strip()) from error


def _programme(session: Session, organisation: Organisation, name: str | None) -> Programme:
    """The one programme the organisation takes part in, or the one with this name."""
    joined = programmes.joined_by(session, organisation.id)
    chosen = [programme for programme in joined if name in (None, programme.name)]
    if len(chosen) == 1:
        return chosen[0]
    if not joined:
        raise click.ClickException(f"{organisation.name} takes part in no programme yet.")
    names = ", ".join(sorted(programme.name for programme in joined))
    raise click.ClickException(f"Choose one with --programme: {names}.")
