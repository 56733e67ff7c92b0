"""`make trial-till`: thousands of sales on a bad network. Nobody pays twice, every till knows."""

import argparse
import asyncio
import logging
import random
import secrets
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.client import Client
from tests.database import TestDatabase
from tests.serving import serving
from trials import books, market, own_time
from trials.bad_network import BadNetwork, Weather
from trials.customers import Customer
from trials.lines import say
from trials.till_client import Outcome, TillClient
from wallet.app import create_app
from wallet.config import Settings
from wallet.identity.vault import Vault

LoopFactory = Callable[[], asyncio.AbstractEventLoop]

KEYS = {"trial": bytes(range(32))}
KNOWS_WITHIN = 60.0
GOES_ON_AFTER = 6.0
"""Seconds before a cashier leaves a silent sale to the till, and helps the next customer."""
WAITS_FOR_PHONE = (15.0, 15.0, 15.0, 70.0)
"""Seconds before a cashier cancels the sale when a phone stays silent; it is asked for sixty."""
CRASHES = 0.01


@dataclass
class Day:
    """What happened, and what each till was told."""

    outcomes: list[Outcome] = field(default_factory=list)
    crashes: int = 0

    @property
    def slowest(self) -> float:
        return max(outcome.seconds for outcome in self.outcomes)

    @property
    def counts(self) -> Counter[str]:
        return Counter(outcome.told["outcome"] for outcome in self.outcomes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sales", type=int, default=5_000)
    parser.add_argument("--tills", type=int, default=40)
    parser.add_argument("--faults", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    asked = parser.parse_args()
    say(f"trial-till: {asked.sales} sales at {asked.tills} tills, seed {asked.seed}")
    began = time.monotonic()
    database = TestDatabase(None)
    try:
        weather = Weather(faults=asked.faults, outages=0.01)
        run(database.app, weather, sales=asked.sales, tills=asked.tills, seed=asked.seed)
    finally:
        database.drop()
    say(f"trial-till: passed, {time.monotonic() - began:.0f} s")


def run(
    engine: Engine,
    weather: Weather,
    *,
    sales: int,
    tills: int,
    seed: int,
    loop: LoopFactory | None = None,
) -> Day:
    """A whole day, and whether books and tills agree at its end."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as home, on_loopback(engine, Path(home)) as (app, port):
        with Session(engine, expire_on_commit=False, info={"vault": Vault(KEYS)}) as session:
            world = market.open_market(session, app, sales=sales, tills=tills, chance=chance)
            session.commit()
        network = BadNetwork(port, weather, chance)
        day = in_a_thread(be_open(world, network, chance, Path(home)), loop)
    say(f"  network: {told(network.hit)}; {day.crashes} crashes of a till")
    say(f"  tills: {told(day.counts)}; slowest outcome after {day.slowest:.1f} s")
    say(f"  books: {books.check(engine, day.outcomes)}")
    assert len(day.outcomes) == sales
    assert day.slowest <= KNOWS_WITHIN * weather.pace, f"one till wondered {day.slowest:.1f} s"
    return day


async def be_open(
    world: market.Market, network: BadNetwork, chance: random.Random, home: Path
) -> Day:
    """Every till sells to its share of the customers, one after the other."""
    port, day = await network.open(), Day()
    queues = [world.customers[number :: len(world.tills)] for number in range(len(world.tills))]

    async def keep_shop(number: int) -> None:
        make = (port, world.tills[number], home / f"till-{number}")
        till = TillClient(*make, pace=network.weather.pace)
        open_sales: set[asyncio.Task[Outcome]] = set()
        looking: list[asyncio.Task[None]] = []
        for customer in queues[number]:
            looks = customer.look_at_phone(port, pace=network.weather.pace)
            looking.append(asyncio.create_task(looks))
            waits = chance.choice(WAITS_FOR_PHONE) * network.weather.pace
            await serve(till, customer, open_sales, waits=waits, pace=network.weather.pace)
            if chance.random() < CRASHES:
                done = await crash(open_sales)
                day.crashes += 1
                day.outcomes += [*done, *await resume(till)]
        day.outcomes += await asyncio.gather(*open_sales)
        await asyncio.gather(*looking)

    await asyncio.gather(*(keep_shop(number) for number in range(len(queues))))
    await network.close()
    return day


async def serve(
    till: TillClient,
    customer: Customer,
    open_sales: set[asyncio.Task[Outcome]],
    *,
    waits: float,
    pace: float,
) -> None:
    """Stay with this customer until the sale is known, or the cashier has waited long enough."""
    sale = till.begin(customer)
    settling = asyncio.create_task(till.settle(sale, customer))
    open_sales.add(settling)
    waits_until = own_time.now() + waits
    await asyncio.wait({settling}, timeout=GOES_ON_AFTER * pace)
    while till.is_waiting(sale) and not settling.done():
        if own_time.now() > waits_until:
            till.give_up(sale)
        await asyncio.wait({settling}, timeout=pace)


async def resume(till: TillClient) -> list[Outcome]:
    """The tablet is on again; nobody stands there any more who could type a PIN."""
    return await asyncio.gather(*(till.settle(sale, None) for sale in till.kept()))


async def crash(open_sales: set[asyncio.Task[Outcome]]) -> list[Outcome]:
    """The till forgets all it has not put on disk; what was told before stays told."""
    tasks = [*open_sales]
    open_sales.clear()
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    return [outcome for outcome in ended if isinstance(outcome, Outcome)]


def in_a_thread(work: Coroutine[Any, Any, Day], loop: LoopFactory | None) -> Day:
    """With a loop of its own, also where the main thread has one, as in a run of browser tests."""

    def run() -> Day:
        with asyncio.Runner(loop_factory=loop) as runner:  # begun and ended there too
            return runner.run(work)

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run).result()


@contextmanager
def on_loopback(engine: Engine, home: Path) -> Iterator[tuple[Flask, int]]:
    settings = Settings(
        secret_key=secrets.token_hex(32),
        device_keys=KEYS,
        home=home,
        base_url="http://localhost",
    )
    app = create_app(settings, engine)
    app.test_client_class = Client
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what a trial makes
    with socket.create_server(("127.0.0.1", 0), backlog=1000) as listening:
        port = int(listening.getsockname()[1])
        with serving(app, listening):
            yield app, port


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))


if __name__ == "__main__":
    main()
