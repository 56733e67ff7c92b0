"""The yardstick: what PostgreSQL's own TPC-B does on this server, in this run."""

import re
import subprocess

from wallet.embedded import EmbeddedPostgres

CLIENTS = 4
SECONDS = 2
SCALE = 10
"""1,000,000 accounts, 10 branches: fewer branches would measure waiting for their rows."""


def prepare(server: EmbeddedPostgres) -> None:
    _pgbench(server, "-i", "-q", "-s", str(SCALE))


def once(server: EmbeddedPostgres) -> float:
    """TPC-B transactions per second with four clients, default durability."""
    said = _pgbench(server, "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS))
    found = re.search(r"tps = ([0-9.]+)", said)
    assert found, said
    return float(found[1])


def _pgbench(server: EmbeddedPostgres, *options: str) -> str:
    command = [str(server.programs / "pgbench"), *options, server.url(database="postgres")]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
