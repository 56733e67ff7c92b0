"""Does posting slow down as history grows? An almost empty ledger beside one with a long past.

`make bench-growth` asks it of ten million transfers.
"""

import multiprocessing

from bench import history
from bench.clients import CLIENTS, Series
from bench.lines import RUNS, ratios
from bench.world import World, on_a_server
from wallet.embedded import EmbeddedPostgres

MILLION = 1_000_000
SECONDS = 5
TEN = 10
TEN_SECONDS = 15


def measure(name: str, small: World, grown: World, *, seconds: float) -> None:
    """The same random postings on both, in turn, on one server: long history against short."""
    few = Series(small, small.merchant_account_ids, seconds=seconds)
    many = Series(grown, grown.merchant_account_ids, seconds=seconds)
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        for _ in range(RUNS):
            few.run(pool)
            many.run(pool)
    few.emit("ledger.growth.small.per_second", "1/s", few.rates)
    many.emit(name, "ratio", ratios(many.rates, few.rates))


def _measure_ten_million(server: EmbeddedPostgres) -> None:
    small = World.build(server)
    grown = small.copy(server, "grown")
    history.fill(server, grown, TEN * MILLION)
    measure("ledger.growth.10m_ratio", small, grown, seconds=TEN_SECONDS)


if __name__ == "__main__":
    on_a_server(_measure_ten_million)
