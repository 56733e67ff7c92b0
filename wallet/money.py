"""Amounts: whole euro cents, and coins as a programme shows them. No floats anywhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

_EUROS = re.compile(r"(\d{1,10})(?:[.,](\d{1,2}))?")
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3}){1,3}),(\d{2})|(\d{1,3}(?:,\d{3}){1,3})\.(\d{2})")
"""Thousands apart, as statements and this wallet's own pages print them. Only with two decimals:
`1.500` alone may be an amount with one decimal too many."""


@dataclass(frozen=True, order=True, slots=True)
class Euros:
    """A number of euro cents; may be negative (what a bank account holds minus)."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"euros are whole cents, not {self.cents!r}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person types or copies: `5`, `5,00`, `5.00`, `1.500,00` or `1,500.00`.

        Raises:
            ValueError: not an amount with at most two decimals.
        """
        plain = text.strip().removeprefix("€").strip()
        if _GROUPED.fullmatch(plain):
            plain = re.sub("[.,]", "", plain[:-3]) + plain[-3:]
        match = _EUROS.fullmatch(plain)
        if match is None:
            raise ValueError(f"{text!r} is not an amount in euros, such as 5,00")
        return cls(int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")))

    def __add__(self, other: Self) -> Self:
        return type(self)(self.cents + other.cents)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.cents - other.cents)

    def __neg__(self) -> Self:
        return type(self)(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"EUR {sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    @property
    def decimal(self) -> str:
        """The amount with a point and two decimals, as bank files write it: `-3.20`."""
        return str(self).removeprefix("EUR ")


@dataclass(frozen=True, order=True, slots=True)
class Coins:
    """A whole number of coins; what one is worth is a term of the programme."""

    count: int

    def __post_init__(self) -> None:
        if type(self.count) is not int:
            raise TypeError(f"coins are whole, not {self.count!r}")

    def worth(self, coin: Euros) -> Euros:
        return Euros(self.count * coin.cents)

    def __str__(self) -> str:
        return f"{self.count} coins"


def total(amounts: Iterable[Euros]) -> Euros:
    return Euros(sum(amount.cents for amount in amounts))
