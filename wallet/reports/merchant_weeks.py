"""A shop's weeks: what it sold for coins and what was undone, Monday to Sunday in Amsterdam."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wallet import clock
from wallet.merchants.redemptions import Redemption
from wallet.merchants.reversals import Reversal
from wallet.money import Euros

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Week:
    """One week. A sale counts when it was made, what was undone when it was undone."""

    monday: date
    sale_count: int
    sold: Euros
    reversal_count: int
    undone: Euros

    @property
    def number(self) -> int:
        """As calendars print it (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + ONE_WEEK - timedelta(days=1)

    @property
    def net(self) -> Euros:
        return self.sold - self.undone


def of_merchant(session: Session, merchant_id: UUID, *, today: date, count: int = 12) -> list[Week]:
    """The last weeks of a shop, this one last; a week without a sale is there too."""
    this_monday = today - timedelta(days=today.weekday())
    first = this_monday - (count - 1) * ONE_WEEK
    sold = _by_week(session, _sold(merchant_id, first))
    undone = _by_week(session, _undone(merchant_id, first))
    mondays = [first + number * ONE_WEEK for number in range(count)]
    return [
        Week(monday, *sold.get(monday, _NONE), *undone.get(monday, _NONE)) for monday in mondays
    ]


_NONE = (0, Euros(0))


def _by_week(session: Session, query: Select[Any]) -> dict[date, tuple[int, Euros]]:
    rows = session.execute(query)
    return {monday.date(): (number, cents) for monday, number, cents in rows}


def _sold(merchant_id: UUID, first: date) -> Select[Any]:
    return _of(merchant_id, Redemption.redeemed_at, first)


def _undone(merchant_id: UUID, first: date) -> Select[Any]:
    query = _of(merchant_id, Reversal.reversed_at, first)
    return query.join(Reversal, Reversal.redemption_id == Redemption.id)


def _of(merchant_id: UUID, at: InstrumentedAttribute[datetime], first: date) -> Select[Any]:
    """The Monday, how many and how much, of each week since the first that had any."""
    monday = func.date_trunc("week", func.timezone(str(clock.AMSTERDAM), at))
    cents = func.sum(Redemption.paid)
    return (
        select(monday, func.count(), cents)
        .select_from(Redemption)
        .where(Redemption.merchant_id == merchant_id, at >= clock.start_of(first))
        .group_by(monday)
    )
