"""How a measurement is printed, and how several runs become one figure."""

import json
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence

RUNS = 3
SLICES = 3
"""A run is measured in slices that take turns with those of what it is compared to: what else the
machine does, such as writing out what the slice before left behind, weighs on all alike."""


def median_of(measure: Callable[[], float]) -> tuple[float, list[float]]:
    """The median of three runs, and the runs."""
    runs = [measure() for _ in range(RUNS)]
    return statistics.median(runs), runs


def percentile(sorted_values: Sequence[float], percent: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    rank = max(1, -(-len(sorted_values) * percent // 100))
    return sorted_values[int(rank) - 1]


def spread(milliseconds: Iterable[float]) -> dict[str, float]:
    """What half, 95 and 99 in a hundred took at most."""
    ordered = sorted(milliseconds)
    return {f"p{each}_ms": round(percentile(ordered, each), 3) for each in (50, 95, 99)}


def ratios(rates: Sequence[float], to: Sequence[float]) -> list[float]:
    """Round by round: what else the machine did then weighed on both alike."""
    return [round(rate / base, 3) for rate, base in zip(rates, to, strict=True)]


def by_run(rates: Sequence[float]) -> list[float]:
    """The mean rate of the slices of each run."""
    return [round(statistics.fmean(each), 1) for each in zip(*[iter(rates)] * SLICES, strict=True)]


def emit(name: str, value: float | None, unit: str, **detail: object) -> None:
    """Print one measurement; no value when it could not be taken, and then the detail says why."""
    rounded = None if value is None else round(value, 3)
    line = {"name": name, "value": rounded, "unit": unit, "detail": detail}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
