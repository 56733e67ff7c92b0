"""The only reader of the clock. Instants are UTC; days are those of Amsterdam."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""No day that anybody fills in lies outside these: what does is a slip of the finger."""


def now() -> datetime:
    """This instant, in UTC, aware."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The calendar day in Amsterdam at this instant."""
    return instant.astimezone(AMSTERDAM).date()


def start_of(day: date) -> datetime:
    """The first instant of a day in Amsterdam, in UTC; days of 23 and 25 hours included."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The first instant of the next day in Amsterdam: an exclusive bound."""
    return start_of(day + timedelta(days=1))
