"""What there is to do, and what it brings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from wallet.activities import activities
from wallet.activities.activities import (
    Activity,
    ActivityNotFound,
    HourEquivalentMissing,
    RewardOutOfRange,
    RewardPer,
)
from wallet.money import Coins, Euros
from wallet.programmes.programmes import ProgrammeNotFound


def by_the_hour(coins: int) -> Activity:
    return Activity(reward=Coins(coins), per=RewardPer.HOUR, minutes_each=None)


def by_the_time(coins: int, minutes: int) -> Activity:
    return Activity(reward=Coins(coins), per=RewardPer.TIME, minutes_each=minutes)


@pytest.mark.parametrize(
    ("minutes", "cents"), [(60, 300), (90, 450), (30, 150), (1, 5), (50, 250), (1440, 7200)]
)
def test_a_reward_by_the_hour_counts_minutes(minutes: int, cents: int) -> None:
    assert by_the_hour(3).reward_for(minutes, coin=Euros(100)) == Euros(cents)


def test_a_reward_by_the_time_is_the_same_however_long_it_took() -> None:
    activity = by_the_time(4, minutes=60)

    assert activity.reward_for(20, coin=Euros(50)) == Euros(200)
    assert activity.minutes_counted(20) == 60


@given(st.integers(1, 1_000), st.integers(1, 1_440), st.integers(1, 10_000))
def test_a_reward_is_never_rounded_up_beyond_its_first_cent(
    coins: int, minutes: int, coin: int
) -> None:
    reward = by_the_hour(coins).reward_for(minutes, coin=Euros(coin))

    assert reward == Euros(1) or reward.cents * 60 <= coins * coin * minutes
    assert reward > Euros(0)


def test_an_activity_is_offered_in_a_programme_the_organisation_is_in(
    session: Session,
) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme)

    activity = build.an_activity(session, coordinator, programme)

    assert activities.of_programme(session, programme.id) == [activity]
    assert activities.of_organisation(session, coordinator.organisation_id) == [activity]
    with pytest.raises(ProgrammeNotFound):
        build.an_activity(session, coordinator, build.a_programme(session))


@pytest.mark.parametrize("coins", [0, -1, 1_001])
def test_a_reward_is_one_to_a_thousand_coins(session: Session, coins: int) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme)

    with pytest.raises(RewardOutOfRange):
        build.an_activity(session, coordinator, programme, coins=coins)


@pytest.mark.parametrize("minutes", [0, -1, 1_441])
def test_an_hour_equivalent_is_at_most_a_day(session: Session, minutes: int) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme)

    with pytest.raises(HourEquivalentMissing):
        build.an_activity(session, coordinator, programme, minutes_each=minutes)


def test_an_activity_of_another_organisation_is_not_to_be_found(session: Session) -> None:
    programme = build.a_programme(session)
    ours, theirs = (build.a_coordinator(session, programme) for _ in range(2))
    activity = build.an_activity(session, ours, programme)

    assert activities.get(session, ours.organisation_id, activity.id) is activity
    with pytest.raises(ActivityNotFound):
        activities.get(session, theirs.organisation_id, activity.id)
