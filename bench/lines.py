"""How a measurement is printed, and how several runs become one figure."""

import json
import statistics
import sys
from collections.abc import Callable, Sequence

RUNS = 3


def median_of(measure: Callable[[], float]) -> tuple[float, list[float]]:
    """The median of three runs, and the runs."""
    runs = [measure() for _ in range(RUNS)]
    return statistics.median(runs), runs


def percentile(sorted_values: Sequence[float], percent: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    rank = max(1, -(-len(sorted_values) * percent // 100))
    return sorted_values[int(rank) - 1]


def emit(name: str, value: float, unit: str, **detail: object) -> None:
    line = {"name": name, "value": round(value, 3), "unit": unit, "detail": detail}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
