"""Sealing while tills post: real threads, real connections."""

import threading
import time

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, pot_of
from tests.ledger.test_seals import KEY, allot, sealed_ids, transfer_ids
from wallet.ledger import seals
from wallet.ledger.accounts import Account
from wallet.ledger.seals import SealedMeanwhile


class Workers:
    """Threads that go on until it is over, and what they could not do."""

    def __init__(self, engine: Engine, ends: tuple[Account, Account]) -> None:
        self.engine = engine
        self.ends = ends
        self.over = threading.Event()
        self.failures: list[Exception] = []

    def post(self, number: int) -> None:
        """A transfer a transaction; one in five is thought better of."""
        with Session(self.engine) as own:
            round_ = 0
            while not self.over.is_set():
                round_ += 1
                allot(own, self.ends, f"{number}-{round_}")
                own.commit() if round_ % 5 else own.rollback()

    def seal(self, _number: int) -> None:
        with Session(self.engine) as own:
            while not self.over.is_set():
                try:
                    seals.seal(own, KEY)
                    own.commit()
                except SealedMeanwhile:
                    own.rollback()
                except Exception as failure:
                    own.rollback()
                    self.failures.append(failure)

    def work_for(self, seconds: float) -> None:
        works = [self.post] * 4 + [self.seal] * 2
        threads = [threading.Thread(target=w, args=(n,)) for n, w in enumerate(works)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.over.set()
        for thread in threads:
            thread.join()


def test_everything_is_sealed_once_while_many_post(engine: Engine, committed: Session) -> None:
    """Nothing is skipped, nothing is sealed twice, whoever seals first."""
    book_id = build.a_fund(committed, cents=1_000_00).book_id
    ends = pot_of(committed, book_id), a_budget_account(committed, book_id)
    committed.commit()
    workers = Workers(engine, ends)

    workers.work_for(2)
    seals.seal(committed, KEY)

    assert workers.failures == []
    assert len(seals.oldest_first(committed)) > 2
    assert sealed_ids(committed) == transfer_ids(committed)
