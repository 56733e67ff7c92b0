"""Contributions: what was spent from a fund in a period, and what counts for Social Return."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.funds import funds
from wallet.funds.funds import Fund, FundNotFound
from wallet.ledger import days
from wallet.money import Euros, total
from wallet.social_return import counting, plans
from wallet.social_return.obligations import Obligation
from wallet.social_return.periods import Period
from wallet.social_return.plans import Plan


@dataclass(frozen=True)
class Contributions:
    """A fund, or all funds of an obligation, in a period; every figure is read from the ledger."""

    period: Period
    redeemed: Euros
    reversed: Euros
    """On the day of the reversal, which may be in a later period than the redemption."""
    settled: Euros
    """Seen on a bank statement as paid to merchants."""
    counted: Euros
    """By the rules alone, before any assessment; below zero when more of it was undone."""
    counted_in_total: Euros
    """The same, from the approval to the end of the period."""
    target: Euros | None
    """Of the obligation; nothing while no plan was approved."""

    @property
    def spent(self) -> Euros:
        return self.redeemed - self.reversed


@dataclass(frozen=True)
class PlanContributions:
    """What one approved plan contributed, and from which fund."""

    plan: Plan
    contributions: Contributions


def of_fund(session: Session, fund: Fund, period: Period) -> Contributions:
    """Without an approved plan nothing counts, whatever was spent."""
    plan = plans.find_approved(session, fund.id)
    if plan is None:
        return _of(session, fund, period, Euros(0), Euros(0))
    parts = by_plan(session, plan.obligation, period)
    return next(part.contributions for part in parts if part.plan.id == plan.id)


def by_plan(session: Session, obligation: Obligation, period: Period) -> list[PlanContributions]:
    """What each approved plan of this obligation contributed, oldest plan first."""
    approved = [
        plan
        for plan in reversed(plans.of_obligations(session, [obligation])[obligation.id])
        if plan.approval
    ]
    until_start, until_end = (
        counting.by_rules(session, obligation, approved, before=instant)
        for instant in (period.since, period.before)
    )
    return [
        PlanContributions(
            plan,
            _of(
                session,
                plan.fund,
                period,
                until_start[plan.id],
                until_end[plan.id],
                target=obligation.target,
            ),
        )
        for plan in approved
    ]


def of_obligation(session: Session, obligation: Obligation, period: Period) -> Contributions:
    """All approved plans of this obligation together."""
    return together(obligation, by_plan(session, obligation, period), period)


def together(
    obligation: Obligation, parts: Sequence[PlanContributions], period: Period
) -> Contributions:
    """The sum of the plans of one obligation."""
    each = [part.contributions for part in parts]
    return Contributions(
        period=period,
        redeemed=total([one.redeemed for one in each]),
        reversed=total([one.reversed for one in each]),
        settled=total([one.settled for one in each]),
        counted=total([one.counted for one in each]),
        counted_in_total=total([one.counted_in_total for one in each]),
        target=obligation.target,
    )


def get_fund_seen_by(session: Session, organisation_id: UUID, fund_id: UUID) -> Fund:
    """A fund whose contributions this organisation may see. Raises FundNotFound.

    Its sponsor may, the operator of its programme, and the authority it is tied to.
    """
    fund = funds.get(session, fund_id)
    seen_by = {fund.sponsor_id, fund.programme.operator_id}
    if (plan := plans.find_approved(session, fund_id)) is not None:
        seen_by.add(plan.obligation.authority_id)
    if organisation_id not in seen_by:
        raise FundNotFound(fund_id)
    return fund


def _of(
    session: Session,
    fund: Fund,
    period: Period,
    until_start: Euros,
    until_end: Euros,
    *,
    target: Euros | None = None,
) -> Contributions:
    moved = days.moved_between(session, [fund.book_id], first=period.from_on, last=period.to_on)
    return Contributions(
        period=period,
        redeemed=Euros(moved[days.SPENT]),
        reversed=Euros(moved[days.UNDONE]),
        settled=Euros(moved[days.PAID_OUT] - moved[days.BOUNCED]),
        counted=until_end - until_start,
        counted_in_total=until_end,
        target=target,
    )
