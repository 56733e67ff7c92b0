"""Spending: what people spent in shops from some funds, by month."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from wallet.ledger import days
from wallet.money import Euros
from wallet.social_return.plans import Plan


def of_plans(session: Session, plans: Sequence[Plan]) -> dict[date, Euros]:
    """From the funds of the approved ones."""
    return by_month(session, [plan.fund.book_id for plan in plans if plan.approval])


def by_month(session: Session, book_ids: Sequence[int]) -> dict[date, Euros]:
    """First day of the month -> spent minus undone, each in the month it happened."""
    spent: Counter[date] = Counter()
    for (day, way), cents in days.moved(session, book_ids).items():
        if way in (days.SPENT, days.UNDONE):
            spent[day.replace(day=1)] += cents if way == days.SPENT else -cents
    return {month: Euros(cents) for month, cents in sorted(spent.items())}
