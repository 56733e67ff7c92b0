"""The calendar of payouts: on which weekday a programme pays its shops, and from what amount."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes.programmes import Programme

WEEKDAYS = range(1, 8)
"""Monday to Sunday, as ISO 8601 counts them."""

LARGEST_MINIMUM = Euros(1_000_00)
MONDAY, ANY_AMOUNT = 1, Euros(0)


class CalendarOutOfRange(Invalid):
    """A weekday is 1 to 7; a minimum is EUR 0 to EUR 1,000."""

    def __init__(self) -> None:
        super().__init__(f"a weekday, and a minimum up to {LARGEST_MINIMUM}")
        self.most = LARGEST_MINIMUM


class CalendarNotLater(Invalid):
    """A new calendar holds from a day to come: nothing changes with hindsight."""

    def __init__(self, *, valid_from: date, today: date) -> None:
        super().__init__(f"{valid_from} is not after {today}")
        self.valid_from = valid_from
        self.today = today


class CalendarAlreadyDecided(Refused):
    """Another calendar begins on the same day."""

    def __init__(self, valid_from: date) -> None:
        super().__init__(f"a calendar from {valid_from} exists")
        self.valid_from = valid_from


class PayoutCalendar(Base):
    """Never edited: another calendar is another row with a later `valid_from`."""

    __tablename__ = "payout_calendar"
    __table_args__ = (
        CheckConstraint("weekday between 1 and 7", name="weekday"),
        CheckConstraint("minimum_cents between 0 and 100000", name="minimum"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    weekday: Mapped[int]
    minimum: Mapped[Euros] = mapped_column("minimum_cents")
    """What is below it waits for a next payout."""
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


@dataclass(frozen=True)
class Calendar:
    """The weekday on which shops are paid, and the least amount that is paid."""

    weekday: int
    minimum: Euros

    def next_run(self, day: date) -> date:
        """The first payout day from this day on."""
        return day + timedelta(days=(self.weekday - day.isoweekday()) % len(WEEKDAYS))

    def last_run(self, day: date) -> date:
        """The last payout day up to this day."""
        return day - timedelta(days=(day.isoweekday() - self.weekday) % len(WEEKDAYS))


def decide(
    session: Session,
    programme: Programme,
    calendar: Calendar,
    *,
    valid_from: date,
    by: Person,
    today: date,
) -> PayoutCalendar:
    """Set when shops are paid from a later day on; a first calendar may hold at once.

    Raises:
        CalendarOutOfRange, CalendarNotLater: it makes no sense.
        CalendarAlreadyDecided: another one begins on the same day.
    """
    if calendar.weekday not in WEEKDAYS or not Euros(0) <= calendar.minimum <= LARGEST_MINIMUM:
        raise CalendarOutOfRange
    take_turns(session, f"payout-calendar:{programme.id}")
    known = of_programme(session, programme.id)
    if valid_from < today or (known and valid_from == today):
        raise CalendarNotLater(valid_from=valid_from, today=today)
    if any(each.valid_from == valid_from for each in known):
        raise CalendarAlreadyDecided(valid_from)
    decided = PayoutCalendar(
        programme_id=programme.id,
        valid_from=valid_from,
        weekday=calendar.weekday,
        minimum=calendar.minimum,
        decided_by_id=by.id,
    )
    session.add(decided)
    session.flush()
    return decided


def on(session: Session, programme_id: UUID, day: date) -> Calendar:
    """What holds on a day: Mondays and any amount, until a programme decides otherwise."""
    for each in of_programme(session, programme_id):
        if each.valid_from <= day:
            return Calendar(each.weekday, each.minimum)
    return Calendar(MONDAY, ANY_AMOUNT)


def of_programme(session: Session, programme_id: UUID) -> list[PayoutCalendar]:
    """All calendars of a programme, the last one first."""
    return list(
        session.scalars(
            select(PayoutCalendar)
            .where(PayoutCalendar.programme_id == programme_id)
            .order_by(PayoutCalendar.valid_from.desc())
        )
    )
