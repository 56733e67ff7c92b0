"""The commands: start the town, start it anew, and say how to get in."""

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from wallet import clock, config, database
from wallet.cli import connections, serve
from wallet.cli.demo import access, cards, declared, town
from wallet.cli.demo.access import NotADemo
from wallet.cli.demo.at_the_till import PAY_PIN
from wallet.cli.demo.keys import FILE, DemoKeys
from wallet.cli.signing import make_key, seal_all
from wallet.config import Settings
from wallet.database import Engine
from wallet.embedded import EmbeddedPostgres
from wallet.identity.vault import Vault
from wallet.ledger.seal_keys import SigningKey
from wallet.schema import roles
from wallet.settlement import backing_days

HOST = "127.0.0.1"
NOT_A_DEMO = "This is no demo database. Start one with: wallet demo"


@click.group("demo", invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--reset", is_flag=True, help="Throw the town away and build it anew.")
@click.option("--yes", is_flag=True, help="Do not ask before throwing away.")
@click.pass_context
def group(context: click.Context, port: int, reset: bool, yes: bool) -> None:  # noqa: FBT001 - click
    """Serve a small believable town on the embedded PostgreSQL, kept in WALLET_HOME."""
    if context.invoked_subcommand is not None:
        return
    home = config.home()
    if reset:
        _throw_away(home, is_sure=yes)
    with connections.embedded() as server:
        connections.prepare(server)
        keys = _build(home, server.url(roles.APP)).at(f"http://{HOST}:{port}")
        keys.write(home)
        settings = keys.settings(home, server.url(roles.APP), signing_key=make_key(home))
        _seal(settings, UUID(keys.fund_id))
        serve.listen(settings, HOST, port, on_ready=lambda: _welcome(keys, settings.database_url))


@group.command("access")
@click.option("--json", "as_json", is_flag=True, help="Print everything a script needs, as JSON.")
def show_access(as_json: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Print fresh sign-in links; with --json also tokens, phones and the database URL."""
    home = config.home()
    with connections.as_role(roles.APP, None) as url:
        engine = database.connect(url, pool_size=1)
        try:
            with database.transaction(engine, vault=_vault(DemoKeys.read(home))) as session:
                keys = access.check_demo(session, DemoKeys.read(home))
                if as_json:
                    click.echo(json.dumps(access.everything(session, keys, url), indent=1))
                else:
                    _print_links(access.sign_in_links(session, keys))
                    _print_pins(cards.in_hands(session, UUID(keys.programme_id)))
        except NotADemo as error:
            raise click.ClickException(NOT_A_DEMO) from error
        finally:
            engine.dispose()


def _build(home: Path, url: str) -> DemoKeys:
    """The keys of the town that is there, or of one that is built now."""
    keys = DemoKeys.read(home) or DemoKeys()
    engine = database.connect(url, pool_size=1)
    try:
        with database.transaction(engine, vault=_vault(keys)) as session:
            if not _is_there(session, keys):
                click.echo("Building the town, this takes a few seconds ...")
                keys = town.seed(session, keys)
                keys.write(home)
    finally:
        engine.dispose()
    return keys


def _seal(settings: Settings, fund_id: UUID) -> None:
    """Let the town begin with every transfer under a seal, and a proof of the day."""
    assert settings.database_url is not None
    assert settings.signing_key is not None
    engine = database.connect(settings.database_url, pool_size=1)
    key = SigningKey(settings.signing_key)
    for _ in seal_all(engine, key):
        continue
    with database.transaction(engine) as session:
        backing_days.prove(session, key, now=clock.now())
        declared.declare(session, fund_id, key=key, now=clock.now())
    engine.dispose()


def _is_there(session: database.Session, keys: DemoKeys) -> bool:
    try:
        access.check_demo(session, keys)
    except NotADemo:
        return False
    return True


def _vault(keys: DemoKeys | None) -> Vault:
    return Vault((keys or DemoKeys()).vault_keys)


def _welcome(keys: DemoKeys, url: str | None) -> None:
    assert url is not None
    engine: Engine = database.connect(url, pool_size=1)
    with database.transaction(engine, vault=_vault(keys)) as session:
        links = access.sign_in_links(session, keys)
        held = cards.in_hands(session, UUID(keys.programme_id))
    engine.dispose()
    click.echo(f"\nDoetegoed Demostad is open at {keys.base_url}\n")
    click.echo("Each link signs in once. New ones: wallet demo access\n")
    _print_links(links)
    _print_pins(held)
    click.echo("\nStop with Ctrl-C; the town keeps its data. Begin anew: wallet demo --reset")


def _print_links(links: dict[str, str]) -> None:
    width = max(map(len, links))
    for role, link in links.items():
        click.echo(f"  {role.replace('_', ' '):<{width}}  {link}")


def _print_pins(held: list[dict[str, Any]]) -> None:
    """What people have in their heads, and the number that stands on each card."""
    click.echo(f"  participant's pay PIN  {PAY_PIN}")
    for card in held:
        click.echo(f"  card  {card['number']}  PIN {card['pin']}")


def _throw_away(home: Path, *, is_sure: bool) -> None:
    """Remove the demo's database, keys and mail; refuse while somebody uses them."""
    if EmbeddedPostgres.is_in_use(home / "postgres"):
        raise click.ClickException("The demo is running. Stop it first, then try again.")
    if not is_sure and home.exists():
        click.confirm(f"Throw away the demo town in {home}?", abort=True)
    if (home / "postgres").exists():
        EmbeddedPostgres(home / "postgres").discard()
    shutil.rmtree(home / "mail", ignore_errors=True)
    for file in (FILE, config.SIGNING_KEY_FILE):
        (home / file).unlink(missing_ok=True)
