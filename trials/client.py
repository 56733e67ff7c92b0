"""The client of `make trial-kill`: posts from several threads until it is told to stop, or killed.

It asks again with the same cause until it knows. What it did not know when it was killed, the next
one asks first. Run as: python -m trials.client DATABASE_URL FOLDER
"""

import json
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from uuid import uuid4

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from trials.journal import Journal, Steps, Told
from wallet import database
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import InsufficientCoins, Move
from wallet.money import Euros

THREADS = 4
A_MOMENT = 0.05

over = Event()


def main(url: str, folder: Path) -> None:
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    unanswered: SimpleQueue[tuple[str, Steps]] = SimpleQueue()
    for question in Told.by(folder / "journal").unanswered.items():
        unanswered.put(question)
    client = Client(
        database.connect(url, pool_size=THREADS),
        Journal(folder / "journal"),
        json.loads((folder / "accounts").read_text("utf-8")),
        unanswered,
    )
    with ThreadPoolExecutor(THREADS) as threads:
        for work in [threads.submit(client.work) for _ in range(THREADS)]:
            work.result()


class Client:
    """Somebody who posts between these accounts and writes down what came of it."""

    def __init__(
        self,
        engine: Engine,
        journal: Journal,
        accounts: list[int],
        unanswered: "SimpleQueue[tuple[str, Steps]]",
    ) -> None:
        self.engine = engine
        self.journal = journal
        self.accounts = accounts
        self.unanswered = unanswered

    def work(self) -> None:
        while not over.is_set() or not self.unanswered.empty():
            cause, steps = self._next()
            while not self._is_answered(cause, steps):
                time.sleep(A_MOMENT)

    def _next(self) -> tuple[str, Steps]:
        try:
            return self.unanswered.get_nowait()
        except Empty:
            cause = f"kill:{uuid4()}"
            steps = [
                [*self._two_ends(), random.randint(1, 100)] for _ in range(random.randint(1, 3))
            ]
            self.journal.ask(cause, steps)
            return cause, steps

    def _two_ends(self) -> list[int]:
        """The pot and a budget: an allotment, or one that comes back."""
        pot, *budgets = self.accounts
        return random.sample([pot, random.choice(budgets)], 2)

    def _is_answered(self, cause: str, steps: Steps) -> bool:
        """Ask once; without an answer the server is gone, or going."""
        moves = [Move(Account(id=s), Account(id=t), Euros(cents)) for s, t, cents in steps]
        try:
            with Session(self.engine) as session, session.begin():
                posting_id = postings.post(session, cause, moves).posting_id
        except InsufficientCoins:
            self.journal.refused(cause)
            return True
        except (psycopg.OperationalError, DBAPIError):
            return False
        self.journal.posted(cause, posting_id)
        return True


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
