"""Postings against `pgbench` TPC-B on the same server, and rewards in bulk."""

import multiprocessing
import secrets
import time
from statistics import median

from bench import pgbench
from bench.clients import CLIENTS, Series
from bench.lines import RUNS, SLICES, by_run, emit, median_of, ratios
from bench.world import World
from wallet import database
from wallet.embedded import EmbeddedPostgres
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros

SECONDS = 1.2
REWARDS = 10_000


def measure(world: World, server: EmbeddedPostgres) -> None:
    """Random purses to random merchants, all to one merchant, and a month of rewards.

    TPC-B, random and hot take turns, and each run gives its own ratios.
    """
    pgbench.prepare(server)
    tpcb: list[float] = []
    at_random = Series(world, world.merchant_account_ids, seconds=SECONDS)
    hot = Series(world, world.merchant_account_ids[:1], seconds=SECONDS)
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        for _ in range(RUNS * SLICES):
            tpcb.append(pgbench.once(server))
            at_random.run(pool)
            hot.run(pool)
    yardstick, rates, hot_rates = by_run(tpcb), by_run(at_random.rates), by_run(hot.rates)
    emit("pgbench.tpcb.per_second", median(yardstick), "1/s", clients=CLIENTS, runs=yardstick)
    at_random.emit("ledger.post.per_second", "1/s", rates)
    at_random.emit("ledger.post.random.tpcb_ratio", "ratio", ratios(rates, yardstick))
    hot.emit("ledger.post.hot.random_ratio", "ratio", ratios(hot_rates, rates))
    _measure_bulk(world)


def _measure_bulk(world: World) -> None:
    engine = database.connect(world.database_url, pool_size=1)
    shops = [Account(id=id_) for id_ in world.merchant_account_ids]
    shoppers = [Account(id=id_) for id_ in world.purse_ids]

    def once() -> float:
        run = secrets.token_hex(6)
        rewards = {
            f"bench:{run}:{number}": [Move(shoppers[number], shops[number % len(shops)], Euros(1))]
            for number in range(REWARDS)
        }
        start = time.perf_counter()
        with database.transaction(engine) as session:
            postings.post_all(session, rewards)
        return REWARDS / (time.perf_counter() - start)

    value, runs = median_of(once)
    engine.dispose()
    emit("ledger.bulk.postings_per_second", value, "1/s", postings=REWARDS, runs=runs)
