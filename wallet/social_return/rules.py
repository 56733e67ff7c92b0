"""Rules: what the valuation table of an authority says, as it stands in its file."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from wallet.errors import Refused
from wallet.money import Euros

NOTHING = Euros(0)


class ContractKind(StrEnum):
    """What is bought."""

    WORKS = "works"
    SERVICES = "services"
    SUPPLIES = "supplies"


class Base(StrEnum):
    """What a percentage is taken of."""

    CONTRACT_SUM = "contract-sum"
    INVOICED_TURNOVER = "invoiced-turnover"
    WAGE_SUM = "wage-sum"


class RuleMissing(Refused):
    """The table that was in force at the award says nothing about this."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"no rule for {rule}")
        self.rule = rule


@dataclass(frozen=True)
class Percentage:
    """What is asked of a contract of this kind, from this sum on."""

    percentage_bp: int
    base: Base = Base.CONTRACT_SUM
    kind: ContractKind | None = None
    """Nothing: of any kind."""
    from_sum: Euros = NOTHING
    """The threshold, that sum included."""
    labour_below_bp: int | None = None
    """Only where labour is less than this share of the sum."""
    cap: Euros | None = None
    """At most this a contract."""


@dataclass(frozen=True)
class Block:
    """A building block: what a placement of a year at full hours counts for."""

    key: str
    name: str
    a_year: Euros
    most_months: int | None = None
    """A placement counts for at most so long."""


@dataclass(frozen=True)
class Bonus:
    """On top of a building block: a share of it, an amount, or both."""

    key: str
    name: str
    percentage_bp: int = 0
    amount: Euros = NOTHING


@dataclass(frozen=True)
class Procurement:
    """Buying from social enterprises: the invoice without VAT times a factor."""

    factor_bp: int | None = None
    """Nothing: the table does not say; a euro then counts once."""
    suppliers: str = ""
    """Of whom, as the table says."""


@dataclass(frozen=True)
class Community:
    """Community activities: cost times a factor, or hours of own staff times a rate."""

    stated: str = ""
    """What the table says, word for word."""
    cost_factor_bp: int | None = None
    an_hour: Euros | None = None
    a_day_most: Euros | None = None
    most: Euros | None = None
    share_most_bp: int | None = None
    """At most this share of an obligation."""


@dataclass(frozen=True)
class Rules:
    """One version of one authority's table."""

    name: str
    edition: str
    source: str
    read_on: str
    """The years of the pages it was read from, or a day."""
    valid_from: date | None = None
    """As far as the source says; the authority decides when it adopts the table."""
    full_week_minutes: int = 36 * 60
    percentages: tuple[Percentage, ...] = ()
    blocks: tuple[Block, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    procurement: Procurement | None = None
    community: Community | None = None
    report_days: int | None = None
    """Within so many days of the award a contractor reports."""
    interim_months: int | None = None
    repair_days: int | None = None
    """To make up for a shortfall at the end."""
    withholding_bp: int | None = None
    """The share of a shortfall that is withheld."""
    check: tuple[str, ...] = ()
    """What the authority must confirm before this table is used in earnest."""

    @property
    def title(self) -> str:
        """How lines name the table: with its edition and source."""
        return f"{self.name}, {self.edition} ({self.source})"

    def block(self, key: str) -> Block:
        """Raises RuleMissing."""
        return _named(self.blocks, key)

    def bonus(self, key: str) -> Bonus:
        """Raises RuleMissing."""
        return _named(self.bonuses, key)

    def percentage_of(
        self, kind: ContractKind, contract_sum: Euros, *, labour_bp: int | None = None
    ) -> Percentage:
        """The one that fits: the highest threshold reached, and the narrowest condition.

        Raises:
            RuleMissing: the table asks nothing of such a contract, or says nothing.
        """
        fitting = [
            one
            for one in self.percentages
            if one.kind in (None, kind)
            and contract_sum >= one.from_sum
            and _is_below(labour_bp, one.labour_below_bp)
        ]
        if not fitting:
            raise RuleMissing("percentage")
        return max(fitting, key=_narrowness)


Named = TypeVar("Named", Block, Bonus)


def _is_below(labour_bp: int | None, limit_bp: int | None) -> bool:
    return limit_bp is None or (labour_bp is not None and labour_bp < limit_bp)


def _narrowness(one: Percentage) -> tuple[bool, Euros, bool]:
    return (one.labour_below_bp is not None, one.from_sum, one.kind is not None)


def _named(those: tuple[Named, ...], key: str) -> Named:
    for one in those:
        if one.key == key:
            return one
    raise RuleMissing(key)
