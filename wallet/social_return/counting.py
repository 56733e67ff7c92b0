"""Counting: what of the euros of plans counts. The one home of that rule.

A declaration freezes what it says, a portfolio and a sponsor's page show it before it is declared,
and the figures of a period are the difference of two instants of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.money import Euros, total
from wallet.social_return import countable, looks
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.limits import LimitReason, Room
from wallet.social_return.looks import Measured
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import ValueRule


@dataclass(frozen=True)
class Counted:
    """What is new of one plan by one rule: what it was, what it is worth, and what counts."""

    plan: Plan
    rule: ValueRule
    factor_bp: int
    realised: Euros
    undone: Euros
    value: Euros
    """What is left times the factor, a fraction of a cent left off."""
    counts: Euros
    limit_reason: LimitReason | None

    @property
    def surplus(self) -> Euros:
        return self.value - self.counts


def count(
    plans: Iterable[Plan], measured: Mapping[UUID, Sequence[Measured]], room: Room
) -> list[Counted]:
    """Value what was measured, the oldest plan first, as far as there is room for it."""
    in_order = sorted(plans, key=lambda plan: (plan.submitted_at, plan.id))
    return [
        _counted(plan, new, room) for plan in in_order for new in sorted(measured.get(plan.id, ()))
    ]


def by_rules(
    session: Session, obligation: Obligation, plans: Sequence[Plan], *, before: datetime
) -> dict[UUID, Euros]:
    """Plan -> what counts until an instant by the rules alone, whatever was declared of it.

    The difference between two instants is what the period between them counts for, so that the
    parts of a year always add up to the year.
    """
    read = countable.reading(session, plans, before=before, anew=True)
    lines = count(read.plans, looks.measure(session, read), Room(obligation, read.plans))
    return {
        plan.id: total([line.counts for line in lines if line.plan is plan]) for plan in read.plans
    }


def _counted(plan: Plan, new: Measured, room: Room) -> Counted:
    factor = countable.factor_bp(plan, new.rule)
    value = Euros((new.realised - new.undone).cents * factor // WHOLE_BP)
    counts, reason = room.count(plan.id, new.rule, value)
    return Counted(plan, new.rule, factor, new.realised, new.undone, value, counts, reason)
