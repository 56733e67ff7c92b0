"""`wallet serve`: the web application behind waitress, in one process or more."""

import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace

import click

from wallet.cli import connections, workers
from wallet.cli.mail import Postman
from wallet.cli.signing import Sealer
from wallet.cli.workers import Workers
from wallet.config import Settings
from wallet.schema import roles

BACKLOG = 1024
"""Visitors that may wait to be let in, as in waitress."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="How many answer; as many as there are cores for a busy town.",
)
def command(host: str, port: int, processes: int) -> None:
    """Serve pages and API, settings from the environment.

    Without WALLET_DATABASE_URL: on the embedded PostgreSQL, made and upgraded when needed.
    With a signing key it also seals the ledger once a minute.
    """
    settings = Settings.from_environment()
    if settings.database_url is not None:
        listen(settings, host, port, processes=processes)
    else:
        with connections.embedded() as server:
            connections.prepare(server)
            here = replace(settings, database_url=server.url(roles.APP))
            listen(here, host, port, processes=processes)


def listen(
    settings: Settings,
    host: str,
    port: int,
    *,
    processes: int = 1,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until told to stop; being told is no error, and what was begun is finished.

    `on_ready` is called when the port is open and visitors can come.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    listening = _bind(host, port)
    helpers = (Postman(settings), Sealer(settings))
    for helper in helpers:
        helper.start()
    try:
        _answer(settings, listening, processes, on_ready)
    finally:
        for helper in helpers:
            helper.stop()
        listening.close()


def _answer(
    settings: Settings, listening: socket.socket, processes: int, on_ready: Callable[[], None]
) -> None:
    if processes == 1:
        server = workers.server(settings, listening)
        on_ready()
        server.run()
        return
    several = Workers(settings, listening, processes)
    try:
        several.run(on_ready)
    finally:
        several.stop()


def _bind(host: str, port: int) -> socket.socket:
    """Listen here, before anything is made that would have to be undone."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port."
        ) from error
