"""Stages: how far an amount got with the authority."""

from collections.abc import Iterable
from typing import NamedTuple

from wallet.money import Euros, total

NOTHING = Euros(0)


class Stages(NamedTuple):
    """Assessed for good, handed in and waiting, or not handed in yet."""

    assessed: Euros = NOTHING
    awaiting: Euros = NOTHING
    undeclared: Euros = NOTHING
    """Below zero when the next declaration takes back more than it brings."""

    @property
    def together(self) -> Euros:
        return total(self)

    def plus(self, other: "Stages") -> "Stages":
        return Stages(*(mine + more for mine, more in zip(self, other, strict=True)))


def together(those: Iterable[Stages]) -> Stages:
    """The sum of each stage."""
    found = Stages()
    for one in those:
        found = found.plus(one)
    return found
