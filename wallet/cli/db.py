"""`wallet db`: make the database, and bring its tables up to date."""

import click

from wallet.cli import connections
from wallet.schema import roles


@click.group("db")
def group() -> None:
    """Make the database and bring it up to date."""


@group.command()
@click.option("--admin-url", envvar="WALLET_ADMIN_DATABASE_URL", help="May create roles.")
@click.option("--app-url", envvar="WALLET_DATABASE_URL", help="As wallet_app.")
@click.option("--owner-url", envvar="WALLET_OWNER_DATABASE_URL", help="As wallet_owner.")
@click.option("--auditor-url", envvar="WALLET_AUDITOR_DATABASE_URL", help="As wallet_auditor.")
def init(
    admin_url: str | None, app_url: str | None, owner_url: str | None, auditor_url: str | None
) -> None:
    """Make the roles and the database these URLs name, passwords included, where missing.

    Without an administrator's URL: in the embedded PostgreSQL.
    """
    if admin_url is None:
        with connections.embedded() as server:
            roles.set_up(server.admin_url, server.url(roles.APP))
    else:
        given = filter(None, (app_url, owner_url, auditor_url))
        roles.set_up(admin_url, *given)
    click.echo("The roles and the database are there; next: wallet db upgrade")


@group.command()
@click.option("--owner-url", envvar="WALLET_OWNER_DATABASE_URL", help="As wallet_owner.")
def upgrade(owner_url: str | None) -> None:
    """Run the migrations that are missing, renew the grants, load new norms of the law."""
    with connections.as_role(roles.OWNER, owner_url) as url:
        revision = connections.upgrade(url)
    click.echo(f"The schema is at revision {revision}")
