"""`wallet ledger`: prove that every cent is accounted for."""

import gc
import json
from dataclasses import asdict

import click

from wallet import config, database
from wallet.cli import connections
from wallet.cli.ledger_export import export
from wallet.cli.ledger_seals import key, prove, seal
from wallet.ledger import audit as audits
from wallet.ledger import seal_keys
from wallet.ledger.audit import AuditReport
from wallet.ledger.seals import SealNotFound
from wallet.schema import roles


@click.group("ledger")
def group() -> None:
    """Look into the books."""


@group.command()
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As any of the wallet's roles.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
@click.option(
    "--since",
    type=click.IntRange(1, 2**31),
    metavar="SEAL",
    help="Take what this seal closed as proven.",
)
def audit(url: str | None, as_json: bool, since: int | None) -> None:  # noqa: FBT001 - click passes flags by name
    """Recompute every balance and every seal; exit status 1 at the first difference.

    With --since, transfers up to the end of that seal still count in every balance, but are not
    read one by one again.
    """
    gc.freeze()  # what was imported stays; looking through it at every chunk of rows took a third
    keys = seal_keys.ours(config.signing_key(), config.seal_keys())
    with connections.as_role(roles.AUDITOR, url) as reachable:
        engine = database.connect(reachable)
        try:
            with engine.connect() as connection:
                report = audits.audit(connection, keys=keys, since=since)
        except SealNotFound as error:
            raise click.BadParameter(f"there is no seal {since}", param_hint="--since") from error
        finally:
            engine.dispose()
    click.echo(json.dumps(_facts(report)) if as_json else _sentence(report))
    raise SystemExit(0 if report.is_clean else 1)


for command in (export, key, prove, seal):
    group.add_command(command)


def _facts(report: AuditReport) -> dict[str, object]:
    return {"is_clean": report.is_clean, **asdict(report)}


def _sentence(report: AuditReport) -> str:
    totals = (
        f"{report.books} books, {report.accounts} accounts, {report.postings} postings,"
        f" {report.transfers} transfers ({report.sealed_transfers} under {report.seals} seals),"
        f" {report.bank_cents} cents in the bank"
    )
    if report.unchecked_signatures:
        totals += "; signatures not checked, for no key is known"
    if report.is_clean:
        return f"{totals}: every cent is accounted for"
    return "\n".join([f"{totals}: NOT clean", *report.differences])
