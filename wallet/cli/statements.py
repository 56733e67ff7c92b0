"""`wallet statements`: take in the bank's files, for a timer or by hand."""

from pathlib import Path

import click

from wallet import clock
from wallet.banking.statement_faults import StatementFault
from wallet.cli import connections
from wallet.schema import roles
from wallet.settlement import reconciliation
from wallet.settlement.reconciliation import Reconciliation


@click.group("statements")
def group() -> None:
    """Take in what the bank says."""


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
def import_file(file: Path, url: str | None) -> None:
    """Take in a camt.053 or MT940 FILE, whole or not at all, and match its entries.

    The same file again changes nothing and prints the first counts.
    """
    now, content = clock.now(), file.read_bytes()
    try:
        with connections.work(roles.APP, url) as session:
            reconciled = reconciliation.take_in(
                session, content, operator_id=None, by=None, now=now
            )
            is_repeat = reconciled.file.imported_at != now
    except StatementFault as fault:
        raise click.ClickException(f"{file.name}: {fault}. Nothing was taken in.") from fault
    click.echo(_counts(reconciled) + (" (seen before)" if is_repeat else ""))


def _counts(reconciled: Reconciliation) -> str:
    return (
        f"{reconciled.entry_count} entries, {reconciled.matched_count} matched,"
        f" {reconciled.unmatched_count} unmatched"
    )
