"""The test of the tests, in short: `make trial-guards` switches off every guard in turn."""

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from sqlalchemy import text

from tests.database import TestDatabase
from trials import guards, mutants

FUNCTIONS = "select prosrc from pg_proc where pronamespace = 'ledger'::regnamespace"


def test_every_guard_can_be_switched_off(database: TestDatabase) -> None:
    """Each statement works, and afterwards that guard is not there any more."""
    with database.superuser.connect() as connection:
        for mutant in mutants.of(connection):
            with connection.begin_nested() as savepoint:
                guards.switch_off(connection, mutant)
                assert mutant not in mutants.of(connection)
                savepoint.rollback()


def test_no_two_guards_have_the_same_name(database: TestDatabase) -> None:
    with database.superuser.connect() as connection:
        names = Counter(mutant.guard for mutant in mutants.of(connection))

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    ("words", "guards_of"),
    [
        ("raise exception", ": refusal by "),
        ("perform ledger", ": perform ledger"),
        ("for (no key )?update", r": \.\.\. .* update$"),
    ],
)
def test_nothing_that_guards_is_overlooked(
    database: TestDatabase, words: str, guards_of: str
) -> None:
    """Counted in another way: as often as a guard begins like this in the functions' texts."""
    with database.superuser.connect() as connection:
        sources = "".join(connection.scalars(text(FUNCTIONS)))
        found = [each for each in mutants.of(connection) if re.search(guards_of, each.guard)]

    assert len(found) == len(re.findall(words, sources)) > 0


def test_a_test_fails_without_a_guard(database: TestDatabase) -> None:
    server_url = database.superuser.url.set(drivername="postgresql", database="postgres")
    environment = os.environ | {
        "WALLET_TEST_DATABASE_URL": server_url.render_as_string(hide_password=False)
    }

    done = subprocess.run(
        [sys.executable, "-m", "trials.guards", "--only", "ck_account_floor$"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
