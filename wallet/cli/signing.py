"""The keys of this installation's seals, and the thread that seals while the wallet serves."""

import base64
import logging
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

from wallet import config, database
from wallet.config import Settings
from wallet.database import Engine
from wallet.ledger import seals
from wallet.ledger.seal_keys import SigningKey
from wallet.ledger.seals import PostingInFlight, Seal, SealedMeanwhile

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


def make_key(home: Path) -> bytes:
    """The signing key that `signing.key` in this home holds, made when there is none."""
    path = home / config.SIGNING_KEY_FILE
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(base64.b64encode(secrets.token_bytes(config.KEY_BYTES)).decode() + "\n")
    return base64.b64decode(path.read_text("ascii"))


def seal_all(engine: Engine, key: SigningKey) -> Iterator[Seal]:
    """Seal run after run, each in a transaction of its own, until everything is sealed."""
    while True:
        with database.transaction(engine) as session:
            sealed = seals.seal(session, key)
        if sealed is None:
            return
        yield sealed


class Sealer(threading.Thread):
    """Seals what was posted while the web application serves; never inside a request."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(name="sealer", daemon=True)
        self._settings = settings
        self._stopped = threading.Event()

    def run(self) -> None:
        seed, url = self._settings.signing_key, self._settings.database_url
        if seed is None:
            return
        assert url is not None
        engine = database.connect(url, pool_size=1)
        key = SigningKey(seed)
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                for sealed in seal_all(engine, key):
                    log.info("sealed transfers up to %s", sealed.last_transfer_id)
            except (PostingInFlight, SealedMeanwhile):
                log.info("not everything could be sealed now; trying again")
            except database.Unreachable:
                log.exception("transfers could not be sealed; trying again")
        engine.dispose()

    def stop(self) -> None:
        self._stopped.set()
