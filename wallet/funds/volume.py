"""Volume: what was spent in shops in twelve months, against the norm for notifying the regulator.

A scheme of contracted shops in one area is a limited network (PSD2, Directive (EU) 2015/2366,
art. 3(k)); above EUR 1 million in the past 12 months it must be notified (art. 37(2)), in the
Netherlands to De Nederlandsche Bank.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.clock import day_of, start_of
from wallet.database import Base, take_turns
from wallet.funds import funds
from wallet.ledger import days, sums
from wallet.money import Euros

WHOLE = 100


class VolumeNorm(Base):
    """The limit in force from this day until the next norm, and at what percentages to warn."""

    __tablename__ = "volume_norm"
    __table_args__ = (
        CheckConstraint("limit_cents > 0", name="limit"),
        CheckConstraint(
            "0 < first_warning and first_warning < last_warning and last_warning < 100",
            name="warnings",
        ),
    )

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    limit: Mapped[Euros] = mapped_column("limit_cents")
    first_warning: Mapped[int]
    last_warning: Mapped[int]
    source: Mapped[str]


class VolumeWarning(Base):
    """That an operator was warned: for each level once a month."""

    __tablename__ = "volume_warning"
    __table_args__ = (CheckConstraint("level between 1 and 100", name="level"),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    """Its first day."""
    warned_at: Mapped[datetime]


@dataclass(frozen=True)
class Gauge:
    """Redeemed in the twelve months to today; what was undone counts as well, to be safe."""

    redeemed: Euros
    norm: VolumeNorm
    since: date

    @property
    def percentage(self) -> int:
        """Rounded down; may be above 100."""
        return self.redeemed.cents * WHOLE // self.norm.limit.cents

    @property
    def level(self) -> int | None:
        """The warning that is reached: 70, 90 or 100 by the first norm; none below."""
        levels = (WHOLE, self.norm.last_warning, self.norm.first_warning)
        return next((level for level in levels if self.percentage >= level), None)


def gauge(session: Session, operator_id: UUID, *, now: datetime) -> Gauge:
    """The volume of all programmes of an operator together."""
    today = day_of(now)
    since = _a_year_before(today)
    books = [fund.book_id for fund in funds.operated_by(session, operator_id)]
    until = today - timedelta(days=1)
    before = days.moved_between(session, books, first=since, last=until)[days.SPENT]
    today_so_far = sums.spent_between(session, books, since=start_of(today), before=now)
    return Gauge(redeemed=Euros(before) + today_so_far, norm=norm_on(session, today), since=since)


def norm_on(session: Session, day: date) -> VolumeNorm:
    return session.scalars(
        select(VolumeNorm)
        .where(VolumeNorm.valid_from <= day)
        .order_by(VolumeNorm.valid_from.desc())
        .limit(1)
    ).one()


def warn_once(session: Session, operator_id: UUID, reached: Gauge, *, now: datetime) -> bool:
    """Write down that this level is being warned of; false when it was before, this month."""
    if reached.level is None:
        return False
    take_turns(session, f"volume:{operator_id}")
    month = day_of(now).replace(day=1)
    if session.get(VolumeWarning, (operator_id, reached.level, month)) is not None:
        return False
    session.add(
        VolumeWarning(operator_id=operator_id, level=reached.level, month=month, warned_at=now)
    )
    session.flush()
    return True


def _a_year_before(today: date) -> date:
    """The day after the same day last year: twelve whole months."""
    try:
        same = today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        same = today.replace(year=today.year - 1, day=28)
    return same + timedelta(days=1)
