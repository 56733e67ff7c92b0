"""Play tricks on sealed history and see whether the audit names each; `make trial-tamper N=1000`.

One trial in ten plays none: then the audit has to stay silent.
"""

import random
import re
import sys
import time
from dataclasses import dataclass, field
from uuid import uuid4

import click
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import build
from tests.conftest import DEVICE_KEYS
from tests.database import TestDatabase
from tests.ledger.tampering import TAMPERINGS, Tampering
from tests.ledger.test_postings import a_budget_account, a_merchant_account, pot_of
from tests.ledger.test_seals import KEY
from wallet.identity.vault import Vault
from wallet.ledger import accounts, audit, postings, seals
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.ledger.seal_keys import PublicKeys
from wallet.money import Euros

KEYS = PublicKeys([KEY.public])
CONTROL_EVERY = 10


@dataclass
class Outcome:
    """What came of a series of trials."""

    tampered: int = 0
    controls: int = 0
    failures: list[str] = field(default_factory=list)


def build_history(session: Session, chance: random.Random) -> None:
    """Two books, four seals, some 90 transfers, and a free id where a posting was undone."""
    for number in range(2):
        book_id = build.a_fund(session, cents=500_00).book_id
        pot = pot_of(session, book_id)
        purses = [
            accounts.open_account(session, book_id, AccountKind.PURSE, uuid4(), build.LAPSES_ON)
            for _ in range(5)
        ]
        shops = [a_merchant_account(session, book_id) for _ in range(2)]
        budget = a_budget_account(session, book_id)
        earned = [Move(budget, purse, Euros(50_00 + place)) for place, purse in enumerate(purses)]
        postings.post(session, f"allotment:{number}", [Move(pot, budget, Euros(300_00))])
        postings.post(session, f"reward:{number}", earned)
        session.commit()
        for half in range(2):
            for sale in range(20):
                purse, shop = chance.choice(purses), chance.choice(shops)
                move = Move(purse, shop, Euros(chance.randint(2, 99)))
                postings.post(session, f"redemption:{number}-{half}-{sale}", [move])
                session.rollback() if sale == 10 else session.commit()
            seals.seal(session, KEY)
            session.commit()


def run(superuser: Engine, chance: random.Random, *, count: int) -> Outcome:
    """Each trial in a transaction of its own that is undone afterwards; the kinds take turns."""
    outcome = Outcome()
    for number in range(count):
        with superuser.connect() as connection, connection.begin() as transaction:
            connection.execute(text("set local session_replication_role = replica"))
            tamper = (
                None
                if number % CONTROL_EVERY == 0
                else TAMPERINGS[outcome.tampered % len(TAMPERINGS)]
            )
            names = tamper(Tampering(connection, chance)) if tamper else []
            said = audit.examine(connection, keys=KEYS).differences
            transaction.rollback()
        if tamper is None:
            outcome.controls += 1
            outcome.failures += said
        else:
            outcome.tampered += 1
            outcome.failures += [
                f"{tamper.__name__} of {name}: the audit said {said}"
                for name in names
                if not any(re.search(rf"\b{name}\b", sentence) for sentence in said)
            ]
    return outcome


def main(count: int, seed: int) -> int:
    database = TestDatabase(None)
    chance = random.Random(seed)  # noqa: S311 - the same trials for the same seed
    started = time.perf_counter()
    try:
        with Session(database.app, info={"vault": Vault(DEVICE_KEYS)}) as session:
            session.expire_on_commit = False
            build_history(session, chance)
        outcome = run(database.superuser, chance, count=count)
    finally:
        database.drop()
    seconds = time.perf_counter() - started
    for failure in outcome.failures:
        click.echo(failure)
    click.echo(
        f"seed {seed}: {outcome.tampered} tamperings of {len(TAMPERINGS)} kinds,"
        f" {outcome.controls} controls, {len(outcome.failures)} failures, {seconds:.0f} s"
    )
    return min(1, len(outcome.failures))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20260117))
