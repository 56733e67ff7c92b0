"""What a peer does when it is measured: as told, post as fast as it can, and say what came of it.

Each line on standard input is a number of seconds; each answer is a line of JSON: the
milliseconds of every posting in them. Imported by the scripts beside it, never by the wallet.
"""

import json
import random
import sys
import time
from collections.abc import Callable

PURSES = 300
SHOPS = 30


def answer(post: Callable[[int, int], None]) -> None:
    """Call `post(purse, shop)` with numbers below PURSES and SHOPS; each call is one commit."""
    _tell("ready")
    for line in sys.stdin:
        latencies = []
        until = time.perf_counter() + float(line)
        while (start := time.perf_counter()) < until:
            post(random.randrange(PURSES), random.randrange(SHOPS))  # noqa: S311
            latencies.append(round((time.perf_counter() - start) * 1000, 3))
        _tell(latencies)


def _tell(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
