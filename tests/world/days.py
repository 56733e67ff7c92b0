"""When everything happens, unless a test says otherwise; and numbers to tell things apart."""

from datetime import UTC, date, datetime
from itertools import count

from wallet import clock

NOW = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
"""A Monday morning in Amsterdam."""

TODAY = clock.day_of(NOW)
LAPSES_ON = date(2027, 3, 31)

_numbers = count(1)


def number() -> int:
    """A number no other thing in this run has."""
    return next(_numbers)
