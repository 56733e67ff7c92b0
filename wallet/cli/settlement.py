"""`wallet settlement`: draw up what merchants are owed, and export it for the bank."""

from pathlib import Path
from uuid import UUID

import click

from wallet import clock
from wallet.banking.payment_initiation import Version
from wallet.cli import connections
from wallet.database import Session
from wallet.identity import memberships, people
from wallet.identity.people import Person
from wallet.identity.permissions import Permission, may
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.schema import roles
from wallet.settlement import payment_files, settlements
from wallet.settlement.payment_files import SettlementNotApproved
from wallet.settlement.settlements import (
    NothingToPayOut,
    NotPayoutDay,
    OffCalendarReasonTooLong,
    SettlementNotFound,
)

URL = click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")


@click.group("settlement")
def group() -> None:
    """Pay the merchants: one draws up, another approves, the bank gets a file."""


@group.command("draw-up")
@click.option("--by", "email", required=True, help="The e-mail address of the treasurer.")
@click.option("--programme", "name", help="Which one, when the treasurer has several.")
@click.option("--reason", default="", help="Why today, on another day than the calendar's.")
@URL
def draw_up(email: str, name: str | None, reason: str, url: str | None) -> None:
    """Set aside what every merchant is owed. Another treasurer then approves it."""
    try:
        with connections.work(roles.APP, url) as session:
            by = people.find_by_email(session, email)
            if by is None:
                raise click.ClickException(f"Nobody has the e-mail address {email}.")
            programme = _programme(session, by, name)
            settlement = settlements.draw_up(
                session, programme, by=by, now=clock.now(), reason=reason
            )
            count = len(settlement.payouts)
            what = f"{count} payout{'s' * (count > 1)}, {settlement.total}"
    except NothingToPayOut as error:
        raise click.ClickException("No merchant is owed anything.") from error
    except NotPayoutDay as error:
        told = f"The next payout day is {error.next_run}. Give a --reason to pay today."
        raise click.ClickException(told) from error
    except OffCalendarReasonTooLong as error:
        raise click.ClickException("Give a --reason of at most 200 characters.") from error
    click.echo(f"Settlement {settlement.id}: {what}; to be approved by another")


@group.command("export")
@click.argument("settlement_id", metavar="SETTLEMENT", type=click.UUID)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write the file; standard output when not given.",
)
@click.option(
    "--version",
    type=click.Choice([each.value for each in Version]),
    default=Version.NOW.value,
    help="Of pain.001, as the bank takes it; only the first export decides.",
)
@URL
def export(settlement_id: UUID, output: Path | None, version: str, url: str | None) -> None:
    """Write the pain.001 file of an approved SETTLEMENT; the same bytes every time."""
    try:
        with connections.work(roles.APP, url) as session:
            settlement = settlements.get(session, settlement_id)
            file = payment_files.make(
                session, settlement, version=Version(version), now=clock.now()
            )
            content, made = file.content, file.version
    except SettlementNotFound as error:
        raise click.ClickException(f"There is no settlement {settlement_id}.") from error
    except SettlementNotApproved as error:
        raise click.ClickException("A second treasurer has to approve it first.") from error
    if made != version:
        click.echo(f"It was made as {made} before; a payout is in one file.", err=True)
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_bytes(content)
        click.echo(f"{len(content)} bytes in {output}", err=True)


def _programme(session: Session, by: Person, name: str | None) -> Programme:
    """The one programme this person is treasurer of, or the one with this name."""
    own = [
        programme
        for member in memberships.of_person(session, by)
        if may(member.role, Permission.SETTLE)
        for programme in programmes.operated_by(session, member.organisation_id)
    ]
    chosen = [programme for programme in own if name in (None, programme.name)]
    if len(chosen) == 1:
        return chosen[0]
    if not own:
        raise click.ClickException(f"{by.email} is no treasurer of any programme.")
    names = ", ".join(sorted(programme.name for programme in own))
    raise click.ClickException(f"Choose one with --programme: {names}.")
