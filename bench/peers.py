"""The wallet's posting against other Python ledgers on the same server, in the same rounds.

One client, one transfer with two ends a commit, each ledger as its own documentation uses it. Ours
is one statement, so it needs no transaction around it; the same within one of the session's own is
measured beside it.
"""

import json
import subprocess
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from bench import clients, peer_environments
from bench.lines import RUNS, SLICES, by_run, emit, ratios, spread
from bench.peer_environments import PINS, PeerNotInstalled
from bench.world import World
from wallet.embedded import EmbeddedPostgres

SECONDS = 0.8
SCRIPTS = Path(__file__).parent / "peer_ledgers"


class PeerFailed(Exception):
    """It ended before it answered; its own last words."""


class Ours:
    """The wallet's ledger, one client."""

    def __init__(self, world: World, *, is_alone: bool) -> None:
        self._accounts = (world.purse_ids, world.merchant_account_ids)
        self._url = world.database_url
        self._is_alone = is_alone
        self.latencies: list[float] = []
        self.rates: list[float] = []

    def run(self) -> None:
        """Once more, as a peer does."""
        took = clients.post_for_a_while(
            self._url, *self._accounts, SECONDS, is_alone=self._is_alone
        )
        self.latencies += took
        self.rates.append(round(len(took) / SECONDS, 1))


class Peer:
    """A peer's process with an opened ledger in a database of its own."""

    def __init__(self, name: str, server: EmbeddedPostgres) -> None:
        interpreter = peer_environments.python(name)
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        url = make_url(server.url(database=name))
        where = (str(url.query["host"]), str(url.username), name)
        self._process = subprocess.Popen(  # noqa: S603 - a script of our own
            [interpreter, "-W", "ignore", SCRIPTS / f"on_{name}.py", *where],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.latencies: list[float] = []
        self.rates: list[float] = []

    def wait_until_ready(self) -> None:
        assert self._answer() == "ready"

    def run(self) -> None:
        """Once more: its rate, and the milliseconds of each of its postings."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{SECONDS}\n")
        self._process.stdin.flush()
        took: list[float] = self._answer()
        self.latencies += took
        self.rates.append(round(len(took) / SECONDS, 1))

    def end(self) -> None:
        self._process.communicate()  # it ends with its standard input

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            _, error = self._process.communicate()
            raise PeerFailed(" ".join(error.split())[-300:])
        return json.loads(line)


def measure(world: World, server: EmbeddedPostgres) -> None:
    """Ours and each peer in turn; a peer that cannot be had gets a line without a value."""
    with ExitStack() as stack:
        peers = {name: peer for name in PINS if (peer := _open(name, server, stack))}
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute("checkpoint")  # what was measured before is not written out now
        alone, within = Ours(world, is_alone=True), Ours(world, is_alone=False)
        for _ in range(RUNS * SLICES):
            alone.run()
            within.run()
            for peer in peers.values():
                peer.run()
    for name, ours in (("alone", alone), ("in_a_transaction", within)):
        rates, took = by_run(ours.rates), spread(ours.latencies)
        emit(f"ledger.post.{name}.per_second", median(rates), "1/s", runs=rates, **took)
    for name, peer in peers.items():
        rates = by_run(peer.rates)
        runs, inside = ratios(by_run(alone.rates), rates), ratios(by_run(within.rates), rates)
        detail = {"per_second": rates, "version": _version(name), **spread(peer.latencies)}
        emit(_line(name), median(runs), "ratio", runs=runs, in_a_transaction=inside, **detail)


def _open(name: str, server: EmbeddedPostgres, stack: ExitStack) -> Peer | None:
    try:
        peer = Peer(name, server)
        stack.callback(peer.end)
        peer.wait_until_ready()
    except (PeerNotInstalled, PeerFailed) as why:
        emit(_line(name), None, "ratio", reason=f"{type(why).__name__}: {why}")
        return None
    return peer


def _line(name: str) -> str:
    return f"ledger.peer.{name}_ratio"


def _version(name: str) -> str:
    package = name.replace("_", "-")
    return next(pin for pin in PINS[name] if pin.partition("==")[0].endswith(package))
