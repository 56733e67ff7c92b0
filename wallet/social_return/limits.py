"""Limits: how much of a value may count, and why not more."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from wallet.money import Euros
from wallet.social_return import appraisals
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import ValueRule


class LimitReason(StrEnum):
    """Why not the whole value counts, the narrowest first."""

    PLAN_CAP = "plan-cap"
    PLAN_SHARE = "plan-share"
    COMMUNITY_SHARE = "community-share"
    TARGET = "target"


@dataclass
class Limit:
    """At most so much for some lines together; `left` becomes less as they are counted."""

    reason: LimitReason
    left: Euros
    plan_id: UUID | None = None
    """Nothing: of any plan, and of what is in no plan."""
    rule: ValueRule | None = None
    """Nothing: by any rule, and by none of them."""

    def holds_for(self, plan_id: UUID | None, rule: ValueRule | None) -> bool:
        return self.plan_id in (None, plan_id) and self.rule in (None, rule)

    def take(self, amount: Euros) -> None:
        self.left -= amount


class Room:
    """What plans, the authority's table and the target of one contract leave to be counted."""

    def __init__(self, obligation: Obligation, plans: Iterable[Plan]) -> None:
        self.limits: list[Limit] = []
        for plan in plans:
            if plan.cap is not None:
                self._limit(LimitReason.PLAN_CAP, plan.cap, plan_id=plan.id)
            if plan.share_most_bp is not None:
                whole = plan.obligation.target
                share = Euros(whole.cents * plan.share_most_bp // WHOLE_BP)
                self._limit(LimitReason.PLAN_SHARE, share, plan_id=plan.id)
        table = obligation.valuation
        share_of_all = appraisals.largest_share(table.rules, obligation.target) if table else None
        if share_of_all is not None:
            community = ValueRule.COMMUNITY_ACTIVITY
            self._limit(LimitReason.COMMUNITY_SHARE, share_of_all, rule=community)
        self._limit(LimitReason.TARGET, obligation.target)

    def take(self, plan_id: UUID | None, rule: ValueRule | None, amount: Euros) -> None:
        """This much counts, whatever the limits say: it was agreed before."""
        for limit in self.limits:
            if limit.holds_for(plan_id, rule):
                limit.take(amount)

    def count(
        self, plan_id: UUID | None, rule: ValueRule | None, value: Euros
    ) -> tuple[Euros, LimitReason | None]:
        """How much of this value counts, and the limit that holds the rest back; takes the room."""
        holding = [limit for limit in self.limits if limit.holds_for(plan_id, rule)]
        narrowest = min(holding, key=lambda limit: limit.left)
        counted, reason = value, None
        if narrowest.left < value:
            counted, reason = max(narrowest.left, Euros(0)), narrowest.reason
        self.take(plan_id, rule, counted)
        return counted, reason

    def _limit(
        self,
        reason: LimitReason,
        most: Euros,
        *,
        plan_id: UUID | None = None,
        rule: ValueRule | None = None,
    ) -> None:
        self.limits.append(Limit(reason, most, plan_id, rule))
