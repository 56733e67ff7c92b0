"""`wallet backing prove`: once a day, compare bank and books, sign it, and warn of the volume."""

import click

from wallet import clock, config
from wallet.cli import connections
from wallet.ledger.seal_keys import SigningKey
from wallet.schema import roles
from wallet.settlement import backing_days, volume_warnings

NO_KEY = "There is no signing key: set WALLET_SIGNING_KEY; see: wallet ledger seal"


@click.group("backing")
def group() -> None:
    """Is the money there?"""


@group.command("prove")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def prove(url: str | None) -> None:
    """Write down today's proof; again on the same day changes nothing.

    Exit status 1 when there is a difference that nothing explains: a timer tells.
    """
    seed = config.signing_key()
    if seed is None:
        raise click.ClickException(NO_KEY)
    now = clock.now()
    with connections.work(roles.APP, url) as session:
        day = backing_days.prove(session, SigningKey(seed), now=now)
        warned = volume_warnings.warn_all(session, now=now)
        lines = [line.text for line in day.lines]
        verdict = day.total.verdict
    click.echo("\n".join(lines))
    for operator, percentage in warned:
        click.echo(f"{operator} is at {percentage}% of the volume to be notified; warned by mail")
    if verdict == "differs":
        raise SystemExit(1)
