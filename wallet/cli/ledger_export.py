"""`wallet ledger export`: everything, as JSON Lines."""

import sys
from pathlib import Path

import click

from wallet import database
from wallet.cli import connections
from wallet.ledger import exports
from wallet.schema import roles


@click.command("export")
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As any of the wallet's roles.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write it; standard output when not given.",
)
def export(url: str | None, output: Path | None) -> None:
    """Write the whole ledger as JSON Lines; docs/recompute.py recomputes every balance from it."""
    with connections.as_role(roles.AUDITOR, url) as reachable:
        engine = database.connect(reachable, pool_size=1)
        try:
            with engine.connect() as connection:
                lines = (line + "\n" for line in exports.lines(connection))
                if output is None:
                    sys.stdout.writelines(lines)
                else:
                    with output.open("w", encoding="utf-8") as file:
                        file.writelines(lines)
        finally:
            engine.dispose()
