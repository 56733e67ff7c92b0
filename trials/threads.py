"""`make trial-threads`: crowds of real threads, each with a connection of its own."""

import argparse
import time

from sqlalchemy.orm import Session

from tests.database import TestDatabase
from trials import crossings, races
from trials.crowds import Crowd
from trials.lines import say
from wallet.ledger import audit
from wallet.schema import roles

RACES = {races.for_one_sale: 64, races.for_one_cause: 16, races.for_one_bank_entry: 8}
"""Each race, and how many threads run in it."""

CROSSINGS = {
    crossings.of_postings: 16,
    crossings.of_holders: 8,
    crossings.of_bank_entries: 8,
    crossings.of_months: 8,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    say(f"trial-threads: {asked.rounds} rounds of each race, {asked.seconds:g} s of each crossing")
    began = time.monotonic()
    database = TestDatabase(None)
    try:
        run(database, rounds=asked.rounds, seconds=asked.seconds)
        with database.app.connect() as connection:
            report = audit.audit(connection)
        assert report.differences == []
        say(f"  {report.postings} postings, {report.transfers} transfers; audit clean")
    finally:
        database.drop()
    say(f"trial-threads: passed, {time.monotonic() - began:.0f} s")


def run(database: TestDatabase, *, rounds: int, seconds: float) -> None:
    """Every race and every crossing, one after the other."""
    url = database.url(roles.APP)
    for race, size in RACES.items():
        with Crowd.of(size, url) as crowd, Session(database.app, expire_on_commit=False) as session:
            told = race(crowd, session, rounds)
        words = ", ".join(f"{name} {number}" for name, number in sorted(told.items()))
        say(f"  race {race.__name__}: {rounds} rounds of {size} threads: {words}")
    for crossing, size in CROSSINGS.items():
        with Crowd.of(size, url) as crowd, Session(database.app, expire_on_commit=False) as session:
            done = crossing(crowd, session, seconds)
        name = crossing.__name__
        say(f"  crossing {name}: {size} threads, {seconds:g} s: {done} transactions, no deadlock")


if __name__ == "__main__":
    main()
