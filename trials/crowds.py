"""Many threads, each with a connection of its own, that begin together."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from wallet import database
from wallet.errors import WalletError

Answer = TypeVar("Answer")


class Crowd:
    """So many people at their own connections. What is no refusal of ours ends the trial."""

    def __init__(self, engine: Engine, size: int) -> None:
        self.size = size
        self._engine = engine
        self._threads = ThreadPoolExecutor(size)

    @classmethod
    @contextmanager
    def of(cls, size: int, url: str) -> Iterator["Crowd"]:
        engine = database.connect(url, pool_size=size)
        crowd = cls(engine, size)
        try:
            yield crowd
        finally:
            crowd._threads.shutdown()
            engine.dispose()

    def at_once(self, work: Callable[[Session, int], Answer]) -> list[Answer | WalletError]:
        """Let everybody do this at the same moment, each in a transaction, numbered from 0."""
        start = Barrier(self.size)

        def whole(number: int) -> Answer | WalletError:
            with Session(self._engine, expire_on_commit=False) as own:
                own.connection()
                start.wait()
                try:
                    answer = work(own, number)
                    own.commit()
                except WalletError as refusal:
                    return refusal
                return answer

        return list(self._threads.map(whole, range(self.size)))
