"""Several requests at the same moment: real threads, real connections, real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from wallet.errors import WalletError
from wallet.identity.vault import Vault

Answer = TypeVar("Answer")


def requests(
    engine: Engine, vault: Vault, works: list[Callable[[Session], Answer]]
) -> list[Answer | WalletError]:
    """Do each work in a thread and a transaction of its own, starting together.

    A refusal ends its transaction as at the edge: kept when it is on record, else rolled back.
    """
    start = Barrier(len(works))

    def request(work: Callable[[Session], Answer]) -> Answer | WalletError:
        with Session(engine, expire_on_commit=False, info={"vault": vault}) as session:
            start.wait()
            try:
                answer = work(session)
            except WalletError as refusal:
                if refusal.is_on_record:
                    session.commit()
                return refusal
            session.commit()
            return answer

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(request, works))
