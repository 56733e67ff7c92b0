"""Spending: what people spent in shops from some funds, by month."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.money import Euros
from wallet.social_return.plans import Plan

_SPENT = text("""
select date_trunc('month', posting.posted_at at time zone 'Europe/Amsterdam')::date as month,
    sum(case when target.kind = 'merchant' then transfer.cents else -transfer.cents end) as cents
from ledger.transfer
join ledger.account source on source.id = transfer.source_id
join ledger.account target on target.id = transfer.target_id
join ledger.posting on posting.id = transfer.posting_id
where transfer.book_id = any(cast(:books as bigint[]))
    and (source.kind, target.kind) in (('purse', 'merchant'), ('merchant', 'purse'))
group by month order by month
""")


def of_plans(session: Session, plans: Sequence[Plan]) -> dict[date, Euros]:
    """From the funds of the approved ones."""
    return by_month(session, [plan.fund.book_id for plan in plans if plan.approval])


def by_month(session: Session, book_ids: Sequence[int]) -> dict[date, Euros]:
    """First day of the month -> spent minus undone, each in the month it happened."""
    rows = session.execute(_SPENT, {"books": list(book_ids)})
    return {month: Euros(int(cents)) for month, cents in rows}
