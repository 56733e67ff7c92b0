"""The participation ladder: where a participant stands, at intake and every half year.

Six steps, from living isolated to paid work (the ladder of the Dutch municipalities, VNG 2010).
A coordinator writes it down for the organisation's own participants. It is for the participant's
own way up: nobody outside the organisation sees a step of a person, and reports only count.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet import clock
from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid
from wallet.identity.memberships import Membership
from wallet.wallets import registrations

LOWEST, HIGHEST = 1, 6
MONTHS_APART = 6


class LadderStepOutOfRange(Invalid):
    """The ladder has six steps."""


class LadderStep(Base):
    """Where a participant stood on a day; never edited, a new look is a new row."""

    __tablename__ = "ladder_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["wallet_id", "organisation_id", "programme_id"],
            ["registration.wallet_id", "registration.organisation_id", "registration.programme_id"],
            name="fk_ladder_step_registration",
        ),
        CheckConstraint("step between 1 and 6", name="step"),
        Index("ix_ladder_step_programme_id_wallet_id", "programme_id", "wallet_id"),
    )

    id: Mapped[Key]
    wallet_id: Mapped[UUID]
    organisation_id: Mapped[UUID]
    programme_id: Mapped[UUID]
    step: Mapped[int]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


def record(
    session: Session, by: Membership, wallet_id: UUID, *, step: int, now: datetime
) -> LadderStep:
    """Write down where a participant of the coordinator's organisation stands now.

    Raises:
        ParticipantNotFound: not of this organisation.
        LadderStepOutOfRange.
    """
    known = registrations.get(session, by.organisation_id, wallet_id)
    if not LOWEST <= step <= HIGHEST:
        raise LadderStepOutOfRange
    take_turns(session, f"ladder:{wallet_id}")
    latest = next(iter(of_participant(session, by.organisation_id, wallet_id)), None)
    if latest and latest.step == step and _day(latest) == clock.day_of(now):
        return latest
    taken = LadderStep(
        wallet_id=wallet_id,
        organisation_id=by.organisation_id,
        programme_id=known.programme_id,
        step=step,
        recorded_by_id=by.person_id,
        recorded_at=now,
    )
    session.add(taken)
    session.flush()
    return taken


def of_participant(session: Session, organisation_id: UUID, wallet_id: UUID) -> list[LadderStep]:
    """What this organisation wrote down about one of its own, latest first."""
    return list(
        session.scalars(
            select(LadderStep)
            .where(LadderStep.wallet_id == wallet_id, LadderStep.organisation_id == organisation_id)
            .order_by(LadderStep.recorded_at.desc(), LadderStep.id)
        )
    )


def is_due(steps: list[LadderStep], today: date) -> bool:
    """Whether it is time to look again: at intake, and half a year after the latest look."""
    if not steps:
        return True
    latest = _day(steps[0])
    months = latest.year * 12 + latest.month + MONTHS_APART
    return (today.year * 12 + today.month, today.day) >= (months, latest.day)


def _day(step: LadderStep) -> date:
    return clock.day_of(step.recorded_at)
