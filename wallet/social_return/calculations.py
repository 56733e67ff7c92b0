"""Calculations: an amount with every step that led to it, so that anybody can do it again.

Each step is `base x numerator / denominator + plus`, at most `most`, rounded half up to the cent.
That is the only rounding there is; the next step begins with the rounded amount.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Dialect, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from wallet.money import Euros

NOTHING = Euros(0)
WHOLE_BP = 10_000
"""Basis points in 100 %: a percentage of 5 % is 500."""


class Rule(StrEnum):
    """What kind of step a line is."""

    CONTRACT_PERCENTAGE = "contract-percentage"
    CONTRACT_CAP = "contract-cap"
    BLOCK = "block"
    HOURS_A_WEEK = "hours-a-week"
    DURATION = "duration"
    BONUS = "bonus"
    PROCUREMENT = "procurement"
    COMMUNITY_COST = "community-cost"
    COMMUNITY_HOURS = "community-hours"
    DAY_CAP = "day-cap"
    CAP = "cap"
    SHARE_CAP = "share-cap"


def rounded(cents: int, numerator: int, denominator: int) -> int:
    """Cents x numerator / denominator, half a cent up; of amounts that are not below zero."""
    return (2 * cents * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True)
class Line:
    """One step, with where its rule stands."""

    rule: Rule
    base: Euros
    result: Euros
    source: str
    """The table or contract the rule is from, and what it was read from."""
    name: str = ""
    """Of the block or bonus."""
    numerator: int = 1
    denominator: int = 1
    plus: Euros = NOTHING
    most: Euros | None = None

    @property
    def is_right(self) -> bool:
        """Whether the result is what the step says: for whoever checks it."""
        cents = rounded(self.base.cents, self.numerator, self.denominator) + self.plus.cents
        return self.result == (Euros(cents) if self.most is None else min(Euros(cents), self.most))

    def as_json(self) -> dict[str, Any]:
        """Amounts as whole cents, in fields that end in `_cents`."""
        kept = asdict(self)
        for name in ("base", "result", "plus", "most"):
            amount: Euros | None = getattr(self, name)
            del kept[name]
            kept[f"{name}_cents"] = None if amount is None else amount.cents
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        facts = dict(kept)
        for name in ("base", "result", "plus", "most"):
            cents = facts.pop(f"{name}_cents")
            facts[name] = None if cents is None else Euros(cents)
        return cls(**facts | {"rule": Rule(facts["rule"])})


class LinesColumn(TypeDecorator[list[Line]]):
    """The lines of a calculation as they were when it was made, as JSON."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: list[Line] | None, dialect: Dialect) -> Any:
        return None if value is None else [line.as_json() for line in value]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> list[Line] | None:
        return None if value is None else [Line.from_json(kept) for kept in value]


@dataclass(frozen=True)
class Calculation:
    """What it comes to is the result of the last line."""

    lines: list[Line]

    @property
    def amount(self) -> Euros:
        return self.lines[-1].result if self.lines else Euros(0)

    def times(
        self,
        rule: Rule,
        numerator: int,
        denominator: int,
        *,
        source: str,
        name: str = "",
        plus: Euros = NOTHING,
    ) -> "Calculation":
        """One step further: so many times what there is, and something added."""
        cents = rounded(self.amount.cents, numerator, denominator) + plus.cents
        line = Line(rule, self.amount, Euros(cents), source, name, numerator, denominator, plus)
        return Calculation([*self.lines, line])

    def at_most(self, rule: Rule, most: Euros | None, *, source: str) -> "Calculation":
        """One step further, where there is a cap: not above it, also when that changes nothing."""
        if most is None:
            return self
        line = Line(rule, self.amount, min(self.amount, most), source, most=most)
        return Calculation([*self.lines, line])


def begin(rule: Rule, base: Euros, *, source: str, name: str = "") -> Calculation:
    """The amount a calculation starts from."""
    return Calculation([Line(rule, base, base, source, name)])
