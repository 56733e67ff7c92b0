"""How many redemption-shaped postings a second, one commit each, from four processes."""

import multiprocessing
import random
import secrets
import time
from multiprocessing.pool import Pool

from bench.lines import emit, median_of, percentile
from bench.world import World
from wallet import database
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros

CLIENTS = 4
SECONDS = 8


def measure(world: World, *, baseline: float) -> None:
    """Random purses to random merchants, as a ratio of TPC-B in the same run."""
    latencies: list[float] = []
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        value, runs = median_of(lambda: _run(pool, world, latencies))
    latencies.sort()
    emit(
        "ledger.post.per_second",
        value,
        "1/s",
        clients=CLIENTS,
        runs=runs,
        tpcb_ratio=round(value / baseline, 3),
        **{f"p{percent}_ms": percentile(latencies, percent) for percent in (50, 95, 99)},
    )


def _run(pool: Pool, world: World, latencies: list[float]) -> float:
    work = [(world, secrets.token_hex(6)) for _ in range(CLIENTS)]
    done = pool.starmap(_post_for_a_while, work)
    latencies += [round(each, 3) for single in done for each in single]
    return sum(map(len, done)) / SECONDS


def _post_for_a_while(world: World, run: str) -> list[float]:
    """The milliseconds each posting took, commit included."""
    engine = database.connect(world.database_url, pool_size=1)
    shoppers = [Account(id=id_) for id_ in world.purse_ids]
    shops = [Account(id=id_) for id_ in world.merchant_account_ids]
    latencies = []
    with database.Session(engine) as session:
        until = time.perf_counter() + SECONDS
        while (start := time.perf_counter()) < until:
            move = Move(random.choice(shoppers), random.choice(shops), Euros(1))  # noqa: S311
            postings.post(session, f"bench:{run}:{len(latencies)}", [move])
            session.commit()
            latencies.append((time.perf_counter() - start) * 1000)
    engine.dispose()
    return latencies
