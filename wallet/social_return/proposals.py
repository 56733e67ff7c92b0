"""Proposals: what a sponsor writes in a plan, before anything counts."""

from dataclasses import dataclass
from enum import StrEnum

from wallet.errors import Invalid
from wallet.money import Euros
from wallet.social_return.contracts import MOST, WHOLE_BP

LARGEST_FACTOR_BP = 10 * WHOLE_BP
TEXT_LENGTH = 500
TEXTS = ("goal", "target_group", "neighbourhood", "activities", "participants")


class PlanTextMissing(Invalid):
    """Goal, group, neighbourhood, activities and who takes part each take 1 to 500 characters."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is empty or too long")
        self.field = field


class FactorOutOfRange(Invalid):
    """A value factor is above 0 and at most 10."""

    def __init__(self, value_factor_bp: int) -> None:
        super().__init__(f"{value_factor_bp} basis points")
        self.value_factor_bp = value_factor_bp


class CapOutOfRange(Invalid):
    """A cap, where there is one, is more than nothing."""

    def __init__(self, cap: Euros) -> None:
        super().__init__(f"a cap of {cap}")
        self.cap = cap


class ShareOutOfRange(Invalid):
    """A plan fills more than nothing of an obligation, and at most all of it."""


class ValueRule(StrEnum):
    """By which rule of the authority's table a euro of a plan is valued."""

    COMMUNITY_ACTIVITY = "community-activity"
    """Whatever was spent on, as the cost of a community activity."""
    SOCIAL_PROCUREMENT = "social-procurement"
    """The same, but at a recognised social enterprise as social procurement; never both."""


class Recognition(StrEnum):
    """When a euro counts."""

    REDEMPTION = "redemption"
    """When it was spent at a shop: realised, with a trail."""
    ISSUANCE = "issuance"
    """When a participant earned it, if the authority agreed so."""


@dataclass(frozen=True)
class Proposal:
    """What will be done for whom and where, and what the authority would count of it."""

    goal: str
    target_group: str
    neighbourhood: str
    activities: str
    """What people will do."""
    participants: str
    """Who takes part: the contractor's own staff, a school, a shop."""
    value_rule: ValueRule = ValueRule.COMMUNITY_ACTIVITY
    value_factor_bp: int = WHOLE_BP
    """Basis points: 15,000 counts EUR 1.50 for every euro."""
    cap: Euros | None = None
    """What the plan counts for at most, factor included."""
    share_most_bp: int | None = None
    """The share of the obligation it may fill at most; nothing: as the table says."""
    recognition: Recognition = Recognition.REDEMPTION

    def check(self) -> None:
        """Raises PlanTextMissing, FactorOutOfRange, CapOutOfRange, ShareOutOfRange."""
        for field in TEXTS:
            if not 1 <= len(one_line(getattr(self, field))) <= TEXT_LENGTH:
                raise PlanTextMissing(field)
        if not 0 < self.value_factor_bp <= LARGEST_FACTOR_BP:
            raise FactorOutOfRange(self.value_factor_bp)
        if self.cap is not None and not Euros(0) < self.cap <= MOST:
            raise CapOutOfRange(self.cap)
        if self.share_most_bp is not None and not 0 < self.share_most_bp <= WHOLE_BP:
            raise ShareOutOfRange


def one_line(text: str) -> str:
    """The text without line breaks and double blanks; nothing if part of it cannot be shown."""
    line = " ".join(text.split())
    return line if line.isprintable() else ""
