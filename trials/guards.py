"""`make trial-guards`: a test of the tests. Switch off each guard in turn; some test must fail.

Each guard gets a process and a database of its own, in which the ledger's tests run until one
fails. Without anything switched off all of them pass, in the same way.
"""

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from tests.database import TestDatabase
from trials import mutants
from trials.lines import say
from trials.mutants import Mutant
from wallet.embedded import EmbeddedPostgres

PATIENCE = 600.0
"""Seconds for all tests of one mutant; without a guard some may wait for ever."""

NOTHING = Mutant("nothing at all", "select")
TESTS = Path(__file__).parents[1] / "tests" / "ledger"
NOT_ABOUT_THIS_DATABASE = {"test_kill.py", "test_guards_mutants.py"}
SLOW = ("test_guards_stranger.py", "test_threads.py", "test_machine.py")
SOONEST = {
    r"^no ": "test_guards_stranger.py",
    r"\border by\b": "test_guards_order.py",
    r"^ledger\.(seal|settle)\b": "test_seals.py",
    r"merchant": "test_out_of_merchants.py",
    r"close": "test_closed_accounts.py",
}
"""Which tests are likely to miss a guard; the others follow."""


class Switch:
    """A plugin of pytest that switches off a guard in every database it sees, and looks on."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        made = yield
        if isinstance(made, TestDatabase):
            with made.superuser.begin() as connection:
                switch_off(connection, self._mutant)
        return made

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid.rpartition("/")[2])


def switch_off(connection: sqlalchemy.Connection, mutant: Mutant) -> None:
    """Past SQLAlchemy, which would take a % in a function for a parameter."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(mutant.statement)


def failing(mutant: Mutant) -> str | None:
    """The first test that fails without this guard; None when all pass."""
    fork = multiprocessing.get_context("fork")
    receiving, sending = fork.Pipe(duplex=False)
    process = fork.Process(target=_run_tests, args=(mutant, sending))
    process.start()
    sending.close()
    try:
        if not receiving.poll(PATIENCE):
            return f"no test ends within {PATIENCE:g} s"
        failed = receiving.recv()
    finally:
        process.kill()
        process.join()
    assert failed is None or isinstance(failed, str)
    return failed


def _run_tests(mutant: Mutant, sending: Connection) -> None:
    """In a process of its own: pytest and the wallet are loaded already."""
    switch = Switch(mutant)
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    with (
        tempfile.TemporaryDirectory() as examples,
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = examples
        status = pytest.main([*options, *map(str, _tests(mutant))], plugins=[switch])
    if status not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}:
        raise SystemExit(f"pytest ended with {status!r}")
    sending.send(switch.failed[0] if switch.failed else None)


def _tests(mutant: Mutant) -> list[Path]:
    """The ledger's tests, the ones that will tell soonest first."""
    first = [name for words, name in SOONEST.items() if re.search(words, mutant.guard)]

    def rank(path: Path) -> tuple[bool, bool, bool, str]:
        is_about_guards = path.name.startswith("test_guards")
        return path.name not in first, path.name in SLOW, not is_about_guards, path.name

    files = [path for path in TESTS.glob("test_*.py") if path.name not in NOT_ABOUT_THIS_DATABASE]
    return sorted(files, key=rank)


def check(wanted: list[Mutant]) -> list[Mutant]:
    """The guards without which every test passes: nobody would miss them."""
    missing = []
    for mutant in wanted:
        failed = failing(mutant)
        say(f"  {mutant.guard}: {failed or 'NO TEST FAILS'}")
        if failed is None:
            missing.append(mutant)
    return missing


def run(server_url: str, *, only: str) -> bool:
    """Whether each guard whose name has this expression in it would be missed."""
    os.environ["WALLET_TEST_DATABASE_URL"] = server_url
    began = time.monotonic()
    database = TestDatabase(server_url)
    with database.superuser.connect() as connection:
        wanted = [each for each in mutants.of(connection) if re.search(only, each.guard)]
    database.leave()
    os.environ["TEST_DATABASE_TEMPLATE"] = database.name
    say(f"trial-guards: {len(wanted)} guards, read from the schema")
    if not only:
        failed = failing(NOTHING)
        assert failed is None, f"{failed} fails although nothing is switched off"
        say("  nothing switched off: every test passes")
    missing = check(wanted)
    database.drop()
    say(f"trial-guards: a test fails without each of {len(wanted) - len(missing)} guards")
    for mutant in missing:
        say(f"  no test fails without {mutant.guard}")
    passed = bool(wanted) and not missing
    say(f"trial-guards: {'passed' if passed else 'failed'}, {time.monotonic() - began:.0f} s")
    return passed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="guards in whose name this expression is found")
    asked = parser.parse_args()
    if server_url := os.environ.get("WALLET_TEST_DATABASE_URL"):
        sys.exit(0 if run(server_url, only=asked.only) else 1)
    with tempfile.TemporaryDirectory(prefix="wallet-trial-") as name:
        Path(name).chmod(0o711)  # for the account the server runs as
        server = EmbeddedPostgres(Path(name) / "postgres", durable=False)
        try:
            passed = run(server.admin_url, only=asked.only)
        finally:
            server.discard()
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
