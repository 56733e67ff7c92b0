"""What is left to chance: the same every time for one seed."""

import uuid as uuids
from itertools import pairwise
from random import Random


def uuid(random: Random) -> uuids.UUID:
    return uuids.UUID(int=random.getrandbits(128), version=4)


def per_day(total: int, days: int) -> list[int]:
    """So many things divided over days: few at first, as people must hear of it, then evenly."""
    weights = [min(day + 1, days // 6 + 1) for day in range(days)]
    ends = [0]
    for weight in weights:
        ends.append(ends[-1] + weight)
    return [total * end // ends[-1] - total * start // ends[-1] for start, end in pairwise(ends)]
