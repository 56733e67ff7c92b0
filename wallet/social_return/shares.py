"""Shares: a whole divided in proportion, so that the parts add up to it to the cent."""

from collections.abc import Sequence


def divide(whole: int, weights: Sequence[int]) -> list[int]:
    """Parts of a whole by largest remainder; of equal remainders the first goes first.

    >>> divide(100, [1, 1, 1])
    [34, 33, 33]
    """
    everything = sum(weights)
    if not everything:
        return [0 for _ in weights]
    parts = [whole * weight // everything for weight in weights]
    remainders = [whole * weight % everything for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: -remainders[n])
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return parts
