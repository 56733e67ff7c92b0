"""A shop, people with coins and a served wallet, for what is measured in a real Chromium."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.world import KEYS
from hatch_build import compile_catalogues
from tests import build
from tests.build import Phone
from wallet import clock, database
from wallet.cli import connections
from wallet.database import Session
from wallet.embedded import EmbeddedPostgres
from wallet.identity.people import Person
from wallet.identity.vault import Vault
from wallet.merchants import pairings
from wallet.merchants.tills import Till
from wallet.schema import roles
from wallet.wallets import enrolments
from wallet.wallets.wallets import Wallet

PHONES = 50
"""Each pays once in half a minute, so more than there are sales to measure."""
EACH_CENTS = 500_00
READY_WITHIN = 60
"""Seconds."""


@dataclass
class HighStreet:
    """Where it is served, and what people there carry in their hands."""

    port: int
    home: Path
    session: Session
    till: Till
    wallet: Wallet
    """Of somebody who has no phone yet."""
    phones: list[Phone]
    helper: Person
    _next: Iterator[Phone] = field(init=False)

    def __post_init__(self) -> None:
        self._next = cycle(self.phones)

    def enrolment_code(self) -> str:
        code = enrolments.issue(self.session, self.wallet, by=self.helper, now=clock.now())
        self.session.commit()
        return code

    def pairing_code(self) -> str:
        code = pairings.issue(self.session, self.till, by=self.helper, now=clock.now())
        self.session.commit()
        return code

    def pay_code(self) -> str:
        """What the next customer's phone shows now; each code pays once, so not two in a row."""
        return next(self._next).code(clock.now())


@contextmanager
def open_street() -> Iterator[HighStreet]:
    """On an embedded PostgreSQL of its own, with its safe default settings."""
    compile_catalogues(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory(prefix="wallet-bench-") as folder:
        home = Path(folder)
        home.chmod(0o711)  # the database server may run under another account
        server = EmbeddedPostgres(home / "postgres")
        try:
            connections.prepare(server)
            url = server.url(roles.APP)
            engine = database.connect(url, pool_size=1)
            with (
                Session(engine, expire_on_commit=False, info={"vault": Vault(KEYS)}) as session,
                _served(url, home) as port,
            ):
                yield _furnish(session, port, home)
            engine.dispose()
        finally:
            server.discard()


def _furnish(session: Session, port: int, home: Path) -> HighStreet:
    programme = build.a_programme(session)
    fund = build.a_fund(session, programme)
    coordinator = build.a_coordinator(session, programme)
    lapses_on = clock.day_of(clock.now() + timedelta(days=200))
    wallets = [build.a_registration(session, coordinator, programme) for _ in range(PHONES + 1)]
    for wallet in wallets:
        build.give(session, wallet, fund, EACH_CENTS, expires_on=lapses_on)
    till = build.a_till(session, programme)
    phones = [build.a_phone(session, wallet) for wallet in wallets[1:]]
    helper = build.a_person(session, name="Helper")
    session.commit()
    return HighStreet(port, home, session, till, wallets[0], phones, helper)


@contextmanager
def _served(database_url: str, home: Path) -> Iterator[int]:
    """`wallet serve`, a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    key_id, key = next(iter(KEYS.items()))
    environment = os.environ | {
        "WALLET_HOME": str(home),
        "WALLET_DATABASE_URL": database_url,
        "WALLET_SECRET_KEY": secrets.token_urlsafe(32),
        "WALLET_DEVICE_KEYS": f"{key_id}:{base64.b64encode(key).decode()}",
    }
    command = [sys.executable, "-c", "from wallet.cli import main; main()", "serve"]
    server = subprocess.Popen([*command, "--port", str(port)], env=environment)  # noqa: S603
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            urlopen(url).close()  # noqa: S310 - our own server on the loopback
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the served wallet did not answer in time")
