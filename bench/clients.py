"""Clients that post redemption-shaped postings as fast as they get answers, one commit each."""

import random
import secrets
import time
from multiprocessing.pool import Pool
from statistics import median

from bench import lines
from bench.world import World
from wallet import database
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros

CLIENTS = 4


class Series:
    """Runs of one shape: their rates, and the milliseconds of every posting in them."""

    def __init__(self, world: World, merchant_ids: list[int], *, seconds: float) -> None:
        self._world = world
        self._merchant_ids = merchant_ids
        self._seconds = seconds
        self._latencies: list[float] = []
        self.rates: list[float] = []

    def run(self, pool: Pool) -> None:
        """Once more, each process of the pool a client."""
        work = (self._world.database_url, self._world.purse_ids, self._merchant_ids, self._seconds)
        done = pool.starmap(post_for_a_while, [work] * CLIENTS, chunksize=1)
        self._latencies += [each for single in done for each in single]
        self.rates.append(round(sum(map(len, done)) / self._seconds, 1))

    def emit(self, name: str, unit: str, runs: list[float]) -> None:
        spread = lines.spread(self._latencies)
        lines.emit(name, median(runs), unit, clients=CLIENTS, runs=runs, **spread)


def post_for_a_while(
    database_url: str,
    purse_ids: list[int],
    merchant_ids: list[int],
    seconds: float,
    *,
    is_alone: bool = False,
) -> list[float]:
    """The milliseconds each posting took, commit included.

    Alone, a posting is the only statement of its transaction, and the database begins and commits
    it by itself (autocommit); else it stands in a transaction of the session, as in a sale.
    """
    engine = database.connect(database_url, pool_size=1)
    if is_alone:
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    shoppers = [Account(id=id_) for id_ in purse_ids]
    shops = [Account(id=id_) for id_ in merchant_ids]
    run, latencies = secrets.token_hex(6), list[float]()
    with database.Session(engine) as session:
        until = time.perf_counter() + seconds
        while (start := time.perf_counter()) < until:
            move = Move(random.choice(shoppers), random.choice(shops), Euros(1))  # noqa: S311
            postings.post(session, f"bench:{run}:{len(latencies)}", [move])
            if not is_alone:
                session.commit()
            latencies.append((time.perf_counter() - start) * 1000)
    engine.dispose()
    return latencies
