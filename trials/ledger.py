"""`make trial-ledger`: a million operations on the ledger and on the reference, in one go.

The operations are those of `tests.ledger.machine`; a seed draws the same ones again.
"""

import argparse
import secrets
import time
from collections import Counter
from random import Random

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from tests.ledger.machine import OPERATIONS, Machine
from trials.lines import say
from wallet.ledger import audit

A_TRANSACTION = 100
"""So many operations are committed together."""

BETWEEN_COMPARISONS = 50_000
MOST_ACCOUNTS = 3_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    say(f"trial-ledger: {asked.operations} operations, seed {seed}")
    database = TestDatabase(None)
    try:
        run(database.app, operations=asked.operations, seed=seed)
    finally:
        database.drop()


def run(engine: Engine, *, operations: int, seed: int) -> None:
    """Do so many operations, compare every now and then, and once more at the end."""
    began = time.monotonic()
    with Session(engine, expire_on_commit=False) as session:
        machine = Machine(session, f"trial-{seed}", most_accounts=MOST_ACCOUNTS)
        done = _operate(machine, Random(seed), operations)
        machine.check_accounts()
        machine.check_transfers()
        session.commit()
    seconds = time.monotonic() - began
    with engine.connect() as connection:
        report = audit.audit(connection)
    assert report.differences == []
    assert report.postings == len(machine.reference.postings)
    assert report.accounts == len(machine.reference.book_of)
    say(f"  done: {', '.join(f'{name} {count}' for name, count in sorted(done.items()))}")
    say(
        f"  {report.books} books, {report.accounts} accounts, {report.postings} postings,"
        f" {report.transfers} transfers; {machine.refused} refused; audit clean"
    )
    say(
        f"trial-ledger: passed, {operations} operations, seed {seed},"
        f" {operations / seconds:.0f} a second, {seconds:.0f} s"
    )


def _operate(machine: Machine, random: Random, operations: int) -> Counter[str]:
    """How often each operation was done."""
    names, weights = list(OPERATIONS), list(OPERATIONS.values())
    done: Counter[str] = Counter()
    began = time.monotonic()
    for number in range(1, operations + 1):
        [name] = random.choices(names, weights)
        getattr(machine, name)(random)
        done[name] += 1
        if number % A_TRANSACTION == 0:
            machine.session.commit()
        if number % BETWEEN_COMPARISONS == 0:
            machine.check_accounts()
            rate = number / (time.monotonic() - began)
            known = machine.reference
            say(
                f"  {number} operations, {rate:.0f} a second, {len(known.postings)} postings,"
                f" {len(known.book_of)} accounts equal"
            )
    return done


if __name__ == "__main__":
    main()
