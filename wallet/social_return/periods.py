"""Periods: from one day in Amsterdam to another, both included."""

from dataclasses import dataclass
from datetime import date, datetime

from wallet import clock
from wallet.errors import Invalid


class PeriodOutOfOrder(Invalid):
    """A period ends on the day it begins, or later."""

    def __init__(self, *, from_on: date, to_on: date) -> None:
        super().__init__(f"from {from_on} to {to_on}")
        self.from_on = from_on
        self.to_on = to_on


class PeriodOutOfRange(Invalid):
    """Periods lie between 2000 and 2100."""


@dataclass(frozen=True)
class Period:
    """The days a figure is about. Raises PeriodOutOfOrder, PeriodOutOfRange when made."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise PeriodOutOfOrder(from_on=self.from_on, to_on=self.to_on)
        if self.from_on < clock.FIRST_DAY or self.to_on > clock.LAST_DAY:
            raise PeriodOutOfRange

    @property
    def since(self) -> datetime:
        """Its first instant."""
        return clock.start_of(self.from_on)

    @property
    def before(self) -> datetime:
        """The first instant after it."""
        return clock.end_of(self.to_on)


def year_to(today: date) -> Period:
    """From 1 January to this day: what a form shows before somebody chooses."""
    return Period(date(today.year, 1, 1), today)
