"""`wallet ledger`: prove that every cent is accounted for."""

import json
from dataclasses import asdict

import click

from wallet import database
from wallet.cli import connections
from wallet.ledger import audit as audits
from wallet.ledger.audit import AuditReport
from wallet.schema import roles


@click.group("ledger")
def group() -> None:
    """Look into the books."""


@group.command()
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As any of the wallet's roles.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
def audit(url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Recompute every balance from its transfers; exit status 1 at the first cent."""
    with connections.as_role(roles.AUDITOR, url) as reachable:
        engine = database.connect(reachable)
        with engine.connect() as connection:
            report = audits.audit(connection)
        engine.dispose()
    click.echo(json.dumps(_facts(report)) if as_json else _sentence(report))
    raise SystemExit(0 if report.is_clean else 1)


def _facts(report: AuditReport) -> dict[str, object]:
    return {"is_clean": report.is_clean, **asdict(report)}


def _sentence(report: AuditReport) -> str:
    totals = (
        f"{report.books} books, {report.accounts} accounts, {report.postings} postings,"
        f" {report.transfers} transfers, {report.bank_cents} cents in the bank"
    )
    if report.is_clean:
        return f"{totals}: every cent is accounted for"
    return "\n".join([f"{totals}: NOT clean", *report.differences])
