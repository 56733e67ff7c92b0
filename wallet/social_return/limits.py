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
    """Nothing: of any plan."""
    rule: ValueRule | None = None
    """Nothing: by any rule."""

    def holds_for(self, plan_id: UUID, rule: ValueRule) -> bool:
        return self.plan_id in (None, plan_id) and self.rule in (None, rule)

    def take(self, amount: Euros) -> None:
        self.left -= amount


def of_obligation(obligation: Obligation, plans: Iterable[Plan]) -> list[Limit]:
    """What plans, the authority's table and the target allow, before anything was counted."""
    limits: list[Limit] = []
    for plan in plans:
        if plan.cap is not None:
            limits.append(Limit(LimitReason.PLAN_CAP, plan.cap, plan_id=plan.id))
        if plan.share_most_bp is not None:
            share = Euros(obligation.target.cents * plan.share_most_bp // WHOLE_BP)
            limits.append(Limit(LimitReason.PLAN_SHARE, share, plan_id=plan.id))
    table = obligation.valuation
    share_of_all = appraisals.largest_share(table.rules, obligation.target) if table else None
    if share_of_all is not None:
        community = ValueRule.COMMUNITY_ACTIVITY
        limits.append(Limit(LimitReason.COMMUNITY_SHARE, share_of_all, rule=community))
    return [*limits, Limit(LimitReason.TARGET, obligation.target)]


def count(
    limits: Iterable[Limit], plan_id: UUID, rule: ValueRule, value: Euros
) -> tuple[Euros, LimitReason | None]:
    """How much of this value counts, and the limit that holds the rest back; takes the room."""
    holding = [limit for limit in limits if limit.holds_for(plan_id, rule)]
    narrowest = min(holding, key=lambda limit: limit.left, default=None)
    counted, reason = value, None
    if narrowest is not None and narrowest.left < value:
        counted, reason = max(narrowest.left, Euros(0)), narrowest.reason
    for limit in holding:
        limit.take(counted)
    return counted, reason
