"""`wallet serve`: the web application behind waitress."""

import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import waitress

from wallet.app import create_app
from wallet.cli import connections
from wallet.cli.mail import Postman
from wallet.cli.signing import Sealer
from wallet.config import Settings
from wallet.schema import roles

THREADS = 16
"""As many requests at the same time as the connection pool holds connections."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def command(host: str, port: int) -> None:
    """Serve pages and API, settings from the environment.

    Without WALLET_DATABASE_URL: on the embedded PostgreSQL, made and upgraded when needed.
    With a signing key it also seals the ledger once a minute.
    """
    settings = Settings.from_environment()
    if settings.database_url is not None:
        listen(settings, host, port)
    else:
        with connections.embedded() as server:
            connections.prepare(server)
            listen(replace(settings, database_url=server.url(roles.APP)), host, port)


def listen(
    settings: Settings, host: str, port: int, *, on_ready: Callable[[], None] = lambda: None
) -> None:
    """Serve until told to stop; being told is no error, and what was begun is finished.

    `on_ready` is called when the port is open and visitors can come.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = _bind(settings, host, port)
    helpers = (Postman(settings), Sealer(settings))
    for helper in helpers:
        helper.start()
    on_ready()
    try:
        server.run()
    finally:
        for helper in helpers:
            helper.stop()


def _bind(settings: Settings, host: str, port: int) -> Any:
    try:
        return waitress.create_server(
            create_app(settings),
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            # Only who trusts a proxy (WALLET_TRUSTED_PROXIES) wants to know what it forwarded for.
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
        ) from error
