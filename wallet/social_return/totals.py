"""Totals: what counts for many plans at once, in one reading of the ledger.

The same as `counting.counted` for each of them, which tests compare; an officer with 150 contracts
cannot wait for 900 questions.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.money import Euros
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Recognition

_MOVED = text("""
with agreed as (
    select * from unnest(
        cast(:ids as uuid[]), cast(:books as bigint[]), cast(:issued as boolean[]),
        cast(:since as timestamptz[]), cast(:until as timestamptz[]), cast(:ends as timestamptz[])
    ) as agreed(plan_id, book_id, is_issued, since, until, ends)
), moved as (
    select agreed.plan_id, posting.posted_at, transfer.cents,
        case
            when source.kind = 'purse' and target.kind = 'merchant' and not is_issued
                and posting.posted_at >= since and posting.posted_at < until then 1
            when source.kind = 'budget' and target.kind = 'purse' and is_issued
                and posting.posted_at >= since and posting.posted_at < until then 1
            when source.kind = 'purse' and target.kind = 'pot' and is_issued
                and posting.posted_at >= since and posting.posted_at < :before then -1
            when source.kind = 'merchant' and target.kind = 'purse' and not is_issued
                and posting.posted_at < :before and redemption.posted_at >= since
                and redemption.posted_at < ends then -1
            else 0
        end as sign
    from agreed
    join ledger.transfer on transfer.book_id = agreed.book_id
    join ledger.account source on source.id = transfer.source_id
    join ledger.account target on target.id = transfer.target_id
    join ledger.posting on posting.id = transfer.posting_id
    left join ledger.posting redemption on source.kind = 'merchant'
        and redemption.cause = 'redemption:' || substr(posting.cause, length('reversal:') + 1)
)
select plan_id, date_trunc('month', posted_at at time zone 'Europe/Amsterdam')::date as month,
    sum(sign * cents)
from moved where sign <> 0 group by plan_id, month order by month
""")


@dataclass(frozen=True)
class PlanTotal:
    """What a plan counts for until an instant, and the months it was made in."""

    counted: Euros
    """With the factor, up to the cap."""
    by_month: dict[date, Euros]
    """First day of the month -> redeemed minus reversed (or issued minus lapsed); no factor."""


def of_plans(session: Session, plans: Sequence[Plan], *, before: datetime) -> dict[UUID, PlanTotal]:
    """Every plan is there; what was not approved counts for nothing."""
    months: dict[UUID, dict[date, Euros]] = defaultdict(dict)
    agreed = [plan for plan in plans if plan.approval is not None]
    if agreed:
        for plan_id, month, cents in session.execute(_MOVED, _asked(agreed, before)):
            months[plan_id][month] = Euros(int(cents))
    return {plan.id: _total(plan, months.get(plan.id, {})) for plan in plans}


def _asked(plans: Sequence[Plan], before: datetime) -> dict[str, object]:
    ends = [clock.end_of(plan.obligation.to_on) for plan in plans]
    return {
        "ids": [plan.id for plan in plans],
        "books": [plan.fund.book_id for plan in plans],
        "issued": [plan.recognition is Recognition.ISSUANCE for plan in plans],
        "since": [
            max(plan.approval.approved_at, clock.start_of(plan.obligation.from_on))
            for plan in plans
            if plan.approval is not None
        ],
        "until": [min(before, end) for end in ends],
        "ends": ends,
        "before": before,
    }


def _total(plan: Plan, months: dict[date, Euros]) -> PlanTotal:
    base = max(sum(amount.cents for amount in months.values()), 0)
    value = Euros(base * plan.value_factor_bp // WHOLE_BP)
    return PlanTotal(value if plan.cap is None else min(value, plan.cap), months)
