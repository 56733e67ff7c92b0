"""A participation: somebody took part, so long, on that day; written down by one person."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet import clock
from wallet.activities import activities, allowance, causes
from wallet.activities.activities import MINUTES_A_DAY, Activity
from wallet.activities.outcomes import Rejection, Reward, Verification
from wallet.database import Base, Key
from wallet.errors import Invalid, NotFound
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes import terms as programme_terms
from wallet.programmes.terms import ProgrammeTerms
from wallet.wallets import registrations
from wallet.wallets.wallets import Wallet

BEFORE_REGISTRATION = timedelta(days=31)
"""How long before the wallet was opened one may have taken part: work first, desk later."""


class ParticipationNotFound(NotFound):
    """No participation in an activity of this organisation."""


class DateInFuture(Invalid):
    """Nobody has taken part yet on a day to come."""

    def __init__(self, *, held_on: date, today: date) -> None:
        super().__init__(f"{held_on} is after {today}")
        self.held_on = held_on
        self.today = today


class DateTooEarly(Invalid):
    """Too long before the participant was registered."""

    def __init__(self, *, held_on: date, earliest: date) -> None:
        super().__init__(f"{held_on} is before {earliest}")
        self.held_on = held_on
        self.earliest = earliest


class HoursOutOfRange(Invalid):
    """A participation takes more than no time, and at most 24 hours."""


class Participation(Base):
    """What was written down. Never edited: a mistake is rejected and entered again."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("id", "recorded_by_id"),
        UniqueConstraint("id", "wallet_id", "held_on"),
        CheckConstraint("minutes between 1 and 1440", name="minutes"),
    )

    id: Mapped[Key]
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    held_on: Mapped[date]
    minutes: Mapped[int]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]

    activity: Mapped[Activity] = relationship(lazy="joined", innerjoin=True)
    wallet: Mapped[Wallet] = relationship(lazy="joined", innerjoin=True)
    recorded_by: Mapped[Person] = relationship()
    verifications: Mapped[list[Verification]] = relationship(
        lazy="selectin", order_by=Verification.verified_at, viewonly=True
    )
    reward: Mapped[Reward | None] = relationship(lazy="selectin", viewonly=True)
    rejection: Mapped[Rejection | None] = relationship(lazy="selectin", viewonly=True)

    @property
    def cause(self) -> str:
        """What its reward is posted under."""
        return causes.of(self.id)

    @property
    def is_waiting(self) -> bool:
        """Neither rewarded nor rejected yet."""
        return self.reward is None and self.rejection is None

    def may_be_verified_by(self, person_id: UUID) -> bool:
        """Is it waiting for somebody who neither wrote it down nor verified it before?"""
        seen_by = {self.recorded_by_id} | {row.verified_by_id for row in self.verifications}
        return self.is_waiting and person_id not in seen_by

    def worth(self, terms: ProgrammeTerms) -> Euros:
        """The reward it brings under these terms."""
        return self.activity.reward_for(self.minutes, coin=terms.coin)


def record(
    session: Session,
    by: Membership,
    *,
    activity_id: UUID,
    wallet_id: UUID,
    held_on: date,
    minutes: int,
    now: datetime,
) -> Participation:
    """Write down that a participant of the coordinator's organisation took part there.

    Raises:
        ActivityNotFound, ParticipantNotFound: not of this organisation and programme.
        DateInFuture, DateTooEarly, HoursOutOfRange: what was filled in makes no sense.
        AllowanceExceeded: the reward could not be given.
    """
    activity = activities.get(session, by.organisation_id, activity_id)
    wallet = registrations.get(
        session, by.organisation_id, wallet_id, programme_id=activity.programme_id
    ).wallet
    check_held(wallet, held_on=held_on, minutes=minutes, today=clock.day_of(now))
    check_allowance(session, activity, wallet, held_on=held_on, minutes=minutes, now=now)
    participation = Participation(
        activity=activity,
        wallet=wallet,
        held_on=held_on,
        minutes=minutes,
        recorded_by_id=by.person_id,
        recorded_at=now,
    )
    session.add(participation)
    session.flush()
    return participation


def check_held(wallet: Wallet, *, held_on: date, minutes: int, today: date) -> None:
    """Could somebody with this wallet have taken part then, and so long?"""
    if not 1 <= minutes <= MINUTES_A_DAY:
        raise HoursOutOfRange
    if held_on > today:
        raise DateInFuture(held_on=held_on, today=today)
    earliest = clock.day_of(wallet.opened_at) - BEFORE_REGISTRATION
    if held_on < earliest:
        raise DateTooEarly(held_on=held_on, earliest=earliest)


def check_allowance(
    session: Session,
    activity: Activity,
    wallet: Wallet,
    *,
    held_on: date,
    minutes: int,
    now: datetime,
) -> None:
    """Would the reward stay within every limit, as things are now? Raises AllowanceExceeded."""
    terms = programme_terms.terms_on(session, activity.programme_id, clock.day_of(now))
    allowance.check(
        session,
        wallet,
        held_on=held_on,
        minutes=activity.minutes_counted(minutes),
        reward=activity.reward_for(minutes, coin=terms.coin),
        terms=terms,
    )


def get(session: Session, organisation_id: UUID, participation_id: UUID) -> Participation:
    """One in this organisation's activities. Raises ParticipationNotFound."""
    participation = session.get(Participation, participation_id)
    if participation is None or participation.activity.organisation_id != organisation_id:
        raise ParticipationNotFound
    return participation


def waiting(session: Session, organisation_id: UUID) -> list[Participation]:
    """What an organisation still has to verify or reject, oldest first."""
    return list(
        session.scalars(
            select(Participation)
            .join(Activity, Activity.id == Participation.activity_id)
            .where(
                Activity.organisation_id == organisation_id,
                ~exists().where(Reward.participation_id == Participation.id),
                ~exists().where(Rejection.participation_id == Participation.id),
            )
            .order_by(Participation.held_on, Participation.recorded_at)
        )
    )


def of_organisation(
    session: Session, organisation_id: UUID, *, limit: int = 100
) -> list[Participation]:
    """The latest participations in an organisation's activities, newest first."""
    return list(
        session.scalars(
            select(Participation)
            .join(Activity, Activity.id == Participation.activity_id)
            .where(Activity.organisation_id == organisation_id)
            .order_by(Participation.held_on.desc(), Participation.recorded_at.desc())
            .limit(limit)
        )
    )


def of_wallet(
    session: Session, wallet_id: UUID, *, organisation_id: UUID | None = None, limit: int = 100
) -> list[Participation]:
    """What a participant took part in, newest first; if wanted with one organisation only."""
    query = (
        select(Participation)
        .where(Participation.wallet_id == wallet_id)
        .order_by(Participation.held_on.desc(), Participation.recorded_at.desc())
        .limit(limit)
    )
    if organisation_id is not None:
        query = query.join(Activity, Activity.id == Participation.activity_id).where(
            Activity.organisation_id == organisation_id
        )
    return list(session.scalars(query))


def done(session: Session, participation_ids: Collection[UUID]) -> dict[UUID, str]:
    """What was done, by the id of the participation."""
    query = (
        select(Participation.id, Activity.name)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Participation.id.in_(participation_ids))
    )
    return dict(session.execute(query).all())


def held_on(session: Session, wallet_id: UUID) -> dict[UUID, date]:
    """On which day each participation of this wallet was."""
    query = select(Participation.id, Participation.held_on).where(
        Participation.wallet_id == wallet_id
    )
    return dict(session.execute(query).all())
