"""An activity: what an organisation offers to do, rewarded by the hour or by the time."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.errors import Invalid, NotFound
from wallet.identity.people import check_name
from wallet.money import Coins, Euros
from wallet.programmes import programmes

MINUTES_AN_HOUR = 60
MINUTES_A_DAY = 24 * MINUTES_AN_HOUR
MOST_COINS = 1_000


class ActivityNotFound(NotFound):
    """No activity of this organisation."""


class RewardOutOfRange(Invalid):
    """A reward is 1 to 1,000 coins."""


class HourEquivalentMissing(Invalid):
    """A reward by the time needs to say how many minutes a time stands for, 1 to 1,440."""


class RewardPer(StrEnum):
    HOUR = "hour"
    TIME = "time"


class Activity(Base):
    """An offer in one programme. By the time needs an hour equivalent, for the hourly norm."""

    __tablename__ = "activity"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme_id", "organisation_id"],
            ["programme_organisation.programme_id", "programme_organisation.organisation_id"],
            name="fk_activity_takes_part",
        ),
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("length(kind) between 1 and 100", name="kind"),
        CheckConstraint("length(neighbourhood) between 1 and 100", name="neighbourhood"),
        CheckConstraint("reward_coins between 1 and 1000", name="reward"),
        CheckConstraint("per in ('hour', 'time')", name="per"),
        CheckConstraint("(per = 'time') = (minutes_each is not null)", name="hour_equivalent"),
        CheckConstraint("minutes_each between 1 and 1440", name="minutes_each"),
    )

    id: Mapped[Key]
    programme_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[str]
    neighbourhood: Mapped[str]
    reward: Mapped[Coins] = mapped_column("reward_coins")
    per: Mapped[RewardPer]
    minutes_each: Mapped[int | None]
    """How many minutes one time stands for; null for a reward by the hour."""
    opened_on: Mapped[date]

    def minutes_counted(self, minutes: int) -> int:
        """What the hourly norm is tested against: the minutes spent, or the hour equivalent."""
        return minutes if self.minutes_each is None else self.minutes_each

    def reward_for(self, minutes: int, *, coin: Euros) -> Euros:
        """What so many minutes bring, rounded down to a whole cent, and at least one."""
        worth = self.reward.worth(coin)
        if self.per is RewardPer.TIME:
            return worth
        return Euros(max(1, worth.cents * minutes // MINUTES_AN_HOUR))


def open_activity(  # noqa: PLR0913 - what an offer consists of
    session: Session,
    organisation_id: UUID,
    programme_id: UUID,
    *,
    name: str,
    kind: str,
    neighbourhood: str,
    reward: Coins,
    minutes_each: int | None = None,
    today: date,
) -> Activity:
    """Offer an activity in a programme the organisation takes part in.

    With `minutes_each` the reward is by the time; without, by the hour.

    Raises:
        NameMissing, RewardOutOfRange, HourEquivalentMissing: what was filled in makes no sense.
        ProgrammeNotFound: the organisation takes no part in this programme.
    """
    programmes.get_joined_by(session, organisation_id, programme_id)
    if not 1 <= reward.count <= MOST_COINS:
        raise RewardOutOfRange
    if minutes_each is not None and not 1 <= minutes_each <= MINUTES_A_DAY:
        raise HourEquivalentMissing
    activity = Activity(
        programme_id=programme_id,
        organisation_id=organisation_id,
        name=check_name(name),
        kind=check_name(kind),
        neighbourhood=check_name(neighbourhood),
        reward=reward,
        per=RewardPer.HOUR if minutes_each is None else RewardPer.TIME,
        minutes_each=minutes_each,
        opened_on=today,
    )
    session.add(activity)
    session.flush()
    return activity


def get(session: Session, organisation_id: UUID, activity_id: UUID) -> Activity:
    """One of this organisation's own activities. Raises ActivityNotFound."""
    activity = session.get(Activity, activity_id)
    if activity is None or activity.organisation_id != organisation_id:
        raise ActivityNotFound
    return activity


def of_organisation(session: Session, organisation_id: UUID) -> list[Activity]:
    """What an organisation offers, by name."""
    return list(
        session.scalars(
            select(Activity)
            .where(Activity.organisation_id == organisation_id)
            .order_by(Activity.name, Activity.opened_on)
        )
    )


def of_programme(session: Session, programme_id: UUID) -> list[Activity]:
    """What there is to do in a programme, by name."""
    return list(
        session.scalars(
            select(Activity)
            .where(Activity.programme_id == programme_id)
            .order_by(Activity.name, Activity.opened_on)
        )
    )
