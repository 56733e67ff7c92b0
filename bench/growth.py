"""Does posting slow down as history grows? An almost empty ledger beside one with a long past.

`make bench-growth` asks it of ten million transfers.
"""

import multiprocessing

from bench import history
from bench.clients import CLIENTS, Series
from bench.lines import RUNS, SLICES, by_run, ratios
from bench.world import World, on_a_server
from wallet.embedded import EmbeddedPostgres

MILLION = 1_000_000
TEN = 10
SECONDS = 1.2
TEN_SECONDS = 4.0


def measure(name: str, small: World, grown: World, *, seconds: float) -> None:
    """The same random postings on both, on one server: long history against short.

    In slices of so many seconds, now the one first and now the other.
    """
    few = Series(small, small.merchant_account_ids, seconds=seconds)
    many = Series(grown, grown.merchant_account_ids, seconds=seconds)
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        for number in range(RUNS * SLICES):
            for series in (few, many) if number % 2 else (many, few):
                series.run(pool)
    runs = ratios(by_run(many.rates), by_run(few.rates))
    few.emit("ledger.growth.small.per_second", "1/s", by_run(few.rates))
    many.emit(name, "ratio", runs)


def _measure_ten_million(server: EmbeddedPostgres) -> None:
    small = World.build(server)
    grown = small.copy(server, "grown")
    history.fill(server, grown, TEN * MILLION)
    measure("ledger.growth.10m_ratio", small, grown, seconds=TEN_SECONDS)


if __name__ == "__main__":
    on_a_server(_measure_ten_million)
