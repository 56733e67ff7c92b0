"""Realised: what counts for contracts until now, coins and all that is not coins together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from wallet.money import Euros, total
from wallet.social_return import appraisals, effort_assessments, totals
from wallet.social_return.efforts import EffortKind
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.social_return.totals import PlanTotal

COMMUNITY = (EffortKind.STAFF_HOURS, EffortKind.COST)
"""Efforts that are community activities, as coins are."""


@dataclass(frozen=True)
class Realised:
    """Of one contract; what lies above a limit stays visible."""

    coins: Euros
    efforts: dict[EffortKind, Euros]
    """What the authority accepted of each kind."""
    share_most: Euros | None
    """What community activities may count for together."""
    by_month: dict[date, Euros]

    @property
    def community(self) -> Euros:
        return total([self.coins, *(self.efforts[kind] for kind in COMMUNITY)])

    @property
    def above_share(self) -> Euros:
        """Of community activities: more than their share of the contract."""
        if self.share_most is None:
            return Euros(0)
        return max(self.community - self.share_most, Euros(0))

    @property
    def counted(self) -> Euros:
        return total([self.coins, *self.efforts.values()]) - self.above_share


def plans_of(session: Session, those: Sequence[Obligation]) -> dict[UUID, list[Plan]]:
    """Every plan of these contracts, newest first, with its decision; each contract is there."""
    found: dict[UUID, list[Plan]] = {one.id: [] for one in those}
    for plan in session.scalars(
        select(Plan)
        .options(joinedload(Plan.fund), selectinload(Plan.submitted_by))
        .where(Plan.obligation_id.in_(found))
        .order_by(Plan.submitted_at.desc(), Plan.id)
    ):
        found[plan.obligation_id].append(plan)
    return found


def of_obligations(
    session: Session, those: Sequence[Obligation], *, now: datetime
) -> dict[UUID, Realised]:
    """Each of these contracts, in a few questions however many there are."""
    plans = plans_of(session, those)
    counted = totals.of_plans(session, [plan for own in plans.values() for plan in own], before=now)
    efforts = effort_assessments.accepted_by_obligation(session, list(those), before=now)
    return {
        one.id: _realised(one, [counted[plan.id] for plan in plans[one.id]], efforts[one.id])
        for one in those
    }


def _realised(
    obligation: Obligation, parts: list[PlanTotal], efforts: dict[EffortKind, Euros]
) -> Realised:
    by_month: defaultdict[date, Euros] = defaultdict(lambda: Euros(0))
    for part in parts:
        for month, amount in part.by_month.items():
            by_month[month] += amount
    table = obligation.valuation
    return Realised(
        coins=total([part.counted for part in parts]),
        efforts=efforts,
        share_most=appraisals.largest_share(table.rules, obligation.target) if table else None,
        by_month=dict(sorted(by_month.items())),
    )
