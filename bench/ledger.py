"""Redemption-shaped postings from four processes, one commit each, and rewards in bulk."""

import multiprocessing
import random
import secrets
import time
from multiprocessing.pool import Pool
from statistics import median

from bench import pgbench
from bench.lines import RUNS, emit, median_of, percentile
from bench.world import World
from wallet import database
from wallet.embedded import EmbeddedPostgres
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros

CLIENTS = 4
SECONDS = 6
REWARDS = 10_000


def measure(world: World, server: EmbeddedPostgres) -> None:
    """Random purses to random merchants, all to one merchant, and a month of rewards.

    Each of three rounds runs TPC-B, random and hot after one another, and gives its own ratios:
    what else the machine does then weighs on all three alike.
    """
    pgbench.prepare(server)
    tpcb: list[float] = []
    at_random, hot = _Series(world.merchant_account_ids), _Series(world.merchant_account_ids[:1])
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        for _ in range(RUNS):
            tpcb.append(pgbench.once(server))
            at_random.run(pool, world)
            hot.run(pool, world)
    emit("pgbench.tpcb.per_second", median(tpcb), "1/s", clients=CLIENTS, runs=tpcb)
    at_random.emit("ledger.post.per_second", "1/s", at_random.rates)
    at_random.emit("ledger.post.random.tpcb_ratio", "ratio", _ratios(at_random.rates, tpcb))
    hot.emit("ledger.post.hot.random_ratio", "ratio", _ratios(hot.rates, at_random.rates))
    _measure_bulk(world)


class _Series:
    """Runs of one shape: their rates, and the milliseconds of every posting in them."""

    def __init__(self, merchant_ids: list[int]) -> None:
        self._merchant_ids = merchant_ids
        self._latencies: list[float] = []
        self.rates: list[float] = []

    def run(self, pool: Pool, world: World) -> None:
        work = [(world, self._merchant_ids, secrets.token_hex(6)) for _ in range(CLIENTS)]
        done = pool.starmap(_post_for_a_while, work)
        self._latencies += [each for single in done for each in single]
        self.rates.append(sum(map(len, done)) / SECONDS)

    def emit(self, name: str, unit: str, runs: list[float]) -> None:
        ordered = sorted(self._latencies)
        spread = {f"p{each}_ms": round(percentile(ordered, each), 3) for each in (50, 95, 99)}
        emit(name, median(runs), unit, clients=CLIENTS, runs=runs, **spread)


def _ratios(rates: list[float], to: list[float]) -> list[float]:
    return [round(rate / base, 3) for rate, base in zip(rates, to, strict=True)]


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


def _post_for_a_while(world: World, merchant_ids: list[int], run: str) -> list[float]:
    """The milliseconds each posting took, commit included."""
    engine = database.connect(world.database_url, pool_size=1)
    shoppers = [Account(id=id_) for id_ in world.purse_ids]
    shops = [Account(id=id_) for id_ in merchant_ids]
    latencies: list[float] = []
    with database.Session(engine) as session:
        until = time.perf_counter() + SECONDS
        while (start := time.perf_counter()) < until:
            move = Move(random.choice(shoppers), random.choice(shops), Euros(1))  # noqa: S311
            postings.post(session, f"bench:{run}:{len(latencies)}", [move])
            session.commit()
            latencies.append((time.perf_counter() - start) * 1000)
    engine.dispose()
    return latencies
