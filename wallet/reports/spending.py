"""Spending: what people spent in shops from some funds, by month."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from wallet.ledger import days
from wallet.money import Euros
from wallet.social_return.plans import Plan

A_YEAR = 12


def of_plans(session: Session, plans: Sequence[Plan]) -> dict[date, Euros]:
    """From the funds of the approved ones."""
    return by_month(session, [plan.fund.book_id for plan in plans if plan.approval])


def by_month(session: Session, book_ids: Sequence[int]) -> dict[date, Euros]:
    """First day of the month -> spent minus undone, each in the month it happened.

    Every month from the first to the last is there, also those in which nothing was spent.
    """
    spent: Counter[date] = Counter()
    for (day, way), cents in days.moved(session, book_ids).items():
        if way in (days.SPENT, days.UNDONE):
            spent[day.replace(day=1)] += cents if way == days.SPENT else -cents
    return {month: Euros(spent[month]) for month in _until(spent, months=0)}


def axis(months: Collection[date]) -> list[date]:
    """The months a chart has room for: these, and after them the rest of a year."""
    return list(_until(months, months=A_YEAR))


def _until(known: Collection[date], *, months: int) -> Iterator[date]:
    """From the first month to the last, and at least so many."""
    if not known:
        return
    month, last = min(known), max(known)
    count = 0
    while month <= last or count < months:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
        count += 1
