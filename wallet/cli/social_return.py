"""`wallet social-return`: reminders by a timer, and an authority's own table of rules."""

from datetime import datetime
from pathlib import Path

import click

from wallet import clock
from wallet.cli import connections
from wallet.identity import memberships, people
from wallet.identity.permissions import Role
from wallet.schema import roles
from wallet.social_return import reminders, valuation
from wallet.social_return.rule_files import RuleFileMalformed
from wallet.social_return.valuation import RulesAlreadyAdopted

URL = click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")


@click.group("social-return")
def group() -> None:
    """Look after contracts and their rules."""


@group.command("remind")
@URL
def remind(url: str | None) -> None:
    """Remind contractors of reports that are due or late; once a day, again is harmless."""
    with connections.work(roles.APP, url) as session:
        sent = reminders.remind_all(session, now=clock.now())
    click.echo(f"{sent} reminder{'s' * (sent != 1)} in the outbox")


@group.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "email", required=True, help="The e-mail address of the officer.")
@click.option("--from", "valid_from", required=True, type=click.DateTime(["%Y-%m-%d"]))
@URL
def adopt(file: Path, email: str, valid_from: datetime, url: str | None) -> None:
    """Let the table of rules in FILE hold for contracts awarded from a day on."""
    try:
        with connections.work(roles.APP, url) as session:
            by = people.find_by_email(session, email)
            own = memberships.of_person(session, by) if by else []
            officer = next((one for one in own if one.role is Role.OFFICER), None)
            if officer is None:
                raise click.ClickException(f"{email} is no Social Return officer.")
            text = file.read_text("utf-8")
            made = valuation.adopt(
                session, officer, text, valid_from=valid_from.date(), now=clock.now()
            )
            title = made.rules.title
    except RuleFileMalformed as error:
        raise click.ClickException(f"{file} is no table of rules: {error.fault}") from error
    except RulesAlreadyAdopted as error:
        raise click.ClickException("Another table holds from that day.") from error
    click.echo(f"{title} holds from {valid_from.date()}")
