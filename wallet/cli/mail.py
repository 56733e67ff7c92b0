"""`wallet mail`: deliver what is in the outbox, once, or as long as the web application runs."""

import logging
import threading

import click

from wallet import clock, database
from wallet.cli import connections
from wallet.config import Settings
from wallet.notifications import delivery
from wallet.notifications.delivery import Carrier, Folder, Smtp
from wallet.schema import roles

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0


def carrier(settings: Settings) -> Carrier:
    """Who takes the mail: a folder in the home of this installation, or an SMTP server."""
    if settings.mail_url == "folder":
        return Folder(settings.home / "mail")
    return Smtp(settings.mail_url)


class Postman(threading.Thread):
    """Delivers new messages while the web application serves; never inside a request."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(name="postman", daemon=True)
        self._settings = settings
        self._stopped = threading.Event()

    def run(self) -> None:
        assert self._settings.database_url is not None
        engine = database.connect(self._settings.database_url, pool_size=1)
        taker = carrier(self._settings)
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                with database.transaction(engine) as session:
                    delivery.deliver(session, taker, now=clock.now())
            except (OSError, database.Unreachable):
                log.exception("mail could not be delivered; trying again")
        engine.dispose()

    def stop(self) -> None:
        self._stopped.set()


@click.group("mail")
def group() -> None:
    """Send the messages that wait in the outbox."""


@group.command("deliver")
def deliver() -> None:
    """Deliver what is waiting, once; for a timer where `wallet serve` does not run."""
    settings = Settings.from_environment()
    with connections.as_role(roles.APP, settings.database_url) as url:
        engine = database.connect(url, pool_size=1)
        with database.transaction(engine) as session:
            count = delivery.deliver(session, carrier(settings), now=clock.now())
        engine.dispose()
    click.echo(f"{count} messages delivered")
