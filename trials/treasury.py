"""`make trial-treasury`: long stories of a treasury, each checked after everything that happens."""

import argparse
import time
from collections import Counter
from random import Random

from sqlalchemy.orm import Session

from tests.conftest import DEVICE_KEYS
from tests.database import TestDatabase
from tests.settlement import treasury_checks
from tests.settlement.treasury_deeds import DEEDS, Treasury
from trials.lines import say
from wallet.identity.vault import Vault
from wallet.ledger import audit

DEEDS_A_STORY = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began, found = time.monotonic(), Counter[str]()
    database = TestDatabase(None)
    try:
        for number in range(asked.stories):
            seed = asked.seed + number
            with Session(database.app, info={"vault": Vault(DEVICE_KEYS)}) as session:
                try:
                    found += tell(session, Random(seed))
                except AssertionError:
                    say(f"story {seed} went wrong: --seed {seed} --stories 1 tells it again")
                    raise
        with database.app.connect() as connection:
            assert audit.audit(connection).differences == []
    finally:
        database.drop()
    took = time.monotonic() - began
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(found.items()))
    say("the books were audited")
    say(f"{asked.stories} stories, {sum(found.values())} checks in {took:.0f} s: {verdicts}")


def tell(session: Session, random: Random) -> Counter[str]:
    """One story: how often each verdict was given."""
    treasury = Treasury(session, opening=random.choice((0, 0, 7_50)))
    found = Counter[str]()
    for _ in range(DEEDS_A_STORY):
        deed = random.choice(DEEDS)
        deed(treasury, random.randint(1, 30_00))
        found[treasury_checks.check(treasury)] += 1
    treasury.bank.end_day(arrives=True)
    treasury.bank.deliver(treasury.bank.late)
    found[treasury_checks.check(treasury)] += 1
    session.commit()
    return found


if __name__ == "__main__":
    main()
