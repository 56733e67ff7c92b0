"""Endings: a programme stops with notice, so that nobody loses coins unawares.

First no more rewards, then a last day to spend; what is left lapses to the funds it came from.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.clock import day_of
from wallet.database import Base, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity.people import Person
from wallet.programmes.programmes import Programme

SHORTEST_NOTICE = 56
"""Days between the announcement and the last day to spend: eight weeks."""
LONGEST_REASON = 300
"""As the constraint says."""


class EndingNotFound(NotFound):
    """The programme goes on."""


class EndingDatesOutOfOrder(Invalid):
    """The last reward comes first, not before today; coins can be spent eight weeks at least."""

    def __init__(self, *, days: int) -> None:
        super().__init__(f"at least {days} days of notice")
        self.days = days


class EndingReasonMissing(Invalid):
    """People read why it ends, in 1 to 300 characters."""


class EndingAlreadyAnnounced(Refused):
    """The programme is ending already; dates that people were told do not change."""

    def __init__(self, *, spend_until: date) -> None:
        super().__init__(f"it ends on {spend_until}")
        self.spend_until = spend_until


class ProgrammeEnding(Refused):
    """The programme ends: nothing new is promised in it."""

    def __init__(self, *, since: date, spend_until: date) -> None:
        super().__init__(f"no rewards after {since}")
        self.since = since
        self.spend_until = spend_until


class Ending(Base):
    __tablename__ = "programme_ending"
    __table_args__ = (
        CheckConstraint("last_reward_on < spend_until", name="dates"),
        CheckConstraint("length(reason) between 1 and 300", name="reason"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    last_reward_on: Mapped[date]
    spend_until: Mapped[date]
    reason: Mapped[str]
    announced_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    announced_at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    announced_by: Mapped[Person] = relationship()


def announce(
    session: Session,
    programme: Programme,
    *,
    last_reward_on: date,
    spend_until: date,
    reason: str,
    by: Person,
    now: datetime,
) -> Ending:
    """Say when it ends, once.

    Raises:
        EndingDatesOutOfOrder, EndingReasonMissing, EndingAlreadyAnnounced
    """
    today, words = day_of(now), " ".join(reason.split())
    if last_reward_on < today or (spend_until - today).days < SHORTEST_NOTICE:
        raise EndingDatesOutOfOrder(days=SHORTEST_NOTICE)
    if last_reward_on >= spend_until:
        raise EndingDatesOutOfOrder(days=SHORTEST_NOTICE)
    if not words.isprintable() or not 0 < len(words) <= LONGEST_REASON:
        raise EndingReasonMissing(len(words))
    take_turns(session, f"ending:{programme.id}")
    if earlier := find(session, programme.id):
        raise EndingAlreadyAnnounced(spend_until=earlier.spend_until)
    ending = Ending(
        programme=programme,
        last_reward_on=last_reward_on,
        spend_until=spend_until,
        reason=words,
        announced_by=by,
        announced_at=now,
    )
    session.add(ending)
    session.flush()
    return ending


def find(session: Session, programme_id: UUID) -> Ending | None:
    return session.get(Ending, programme_id)


def get(session: Session, programme_id: UUID) -> Ending:
    """Raises EndingNotFound."""
    if (ending := find(session, programme_id)) is None:
        raise EndingNotFound(programme_id)
    return ending


def over(session: Session, today: date) -> list[Ending]:
    """Those whose last day to spend has passed."""
    return list(
        session.scalars(
            select(Ending).where(Ending.spend_until < today).order_by(Ending.spend_until)
        )
    )


def check_promises(session: Session, programme_id: UUID, *, today: date) -> None:
    """That rewards are still given and budgets still set aside. Raises ProgrammeEnding."""
    ending = find(session, programme_id)
    if ending is not None and today > ending.last_reward_on:
        raise ProgrammeEnding(since=ending.last_reward_on, spend_until=ending.spend_until)
