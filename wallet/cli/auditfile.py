"""`wallet auditfile`: the accountant's file of a year, or of any period."""

from datetime import datetime
from importlib.metadata import version as installed
from pathlib import Path

import click

from wallet import clock
from wallet.cli import connections
from wallet.identity import organisations
from wallet.reports import auditfile, auditfile_books, auditfile_mapping
from wallet.reports.auditfile import Auditfile, Company, Version
from wallet.reports.auditfile_mapping import MappingIncomplete
from wallet.schema import roles
from wallet.social_return.periods import Period, PeriodOutOfOrder

LONGEST_TAX_NUMBER = 30
"""Characters of `taxRegIdent`, in both editions."""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("auditfile")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kvk-number", required=True, help="Of the municipality that runs the programmes.")
@click.option("--tax-number", required=True, help="Its VAT number or RSIN.")
@click.option("--from", "from_on", type=DAY, required=True, help="First day, as 2026-01-01.")
@click.option("--to", "to_on", type=DAY, required=True, help="Last day, as 2026-12-31.")
@click.option("--version", type=click.Choice([one.value for one in Version]), default="4.0")
@click.option(
    "--mapping", type=click.Path(exists=True, path_type=Path), default=auditfile_mapping.OURS
)
@click.option("--url", envvar="WALLET_DATABASE_URL", help="As wallet_auditor.")
def command(
    file: Path,
    kvk_number: str,
    tax_number: str,
    from_on: datetime,
    to_on: datetime,
    version: str,
    mapping: Path,
    url: str | None,
) -> None:
    """Write an XML Auditfile Financieel to FILE: opening balance and every posting."""
    try:
        period = Period(from_on.date(), to_on.date())
        mapped = auditfile_mapping.read(mapping)
    except PeriodOutOfOrder as error:
        raise click.ClickException("The last day is before the first day.") from error
    except MappingIncomplete as error:
        raise click.ClickException(f"The mapping is not complete: {error}") from error
    if not 1 <= len(tax_number) <= LONGEST_TAX_NUMBER:
        raise click.ClickException(f"A tax number has 1 to {LONGEST_TAX_NUMBER} characters.")
    with connections.work(roles.AUDITOR, url) as session:
        auditfile_books.begin(session)
        operator = organisations.find_by_kvk_number(session, kvk_number)
        if operator is None:
            raise click.ClickException(f"No organisation has KvK number {kvk_number}.")
        asked = Auditfile(
            version=Version(version),
            company=Company(operator, tax_number),
            period=period,
            mapping=mapped,
            software_version=installed("wallet"),
            made_on=clock.day_of(clock.now()),
        )
        with file.open("wb") as out:
            count = auditfile.write(session, asked, out)
    click.echo(f"{count} lines in {file}")
