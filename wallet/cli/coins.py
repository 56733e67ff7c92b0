"""`wallet coins`: what happens to coins nobody spends."""

import click

from wallet import clock
from wallet.cli import connections
from wallet.schema import roles
from wallet.wallets import lapsing


@click.group("coins")
def group() -> None:
    """Look after coins, by a timer."""


@group.command("lapse")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def lapse(url: str | None) -> None:
    """Give coins past their last day back to their funds; once a day, again is harmless."""
    with connections.work(roles.APP, url) as session:
        lapsed = lapsing.lapse_all(session, clock.day_of(clock.now()))
    click.echo(f"{lapsed} lapsed")
