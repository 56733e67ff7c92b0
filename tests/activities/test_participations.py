"""Somebody took part, and it is written down."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.activities import participations
from wallet.activities.activities import ActivityNotFound
from wallet.activities.allowance import AllowanceExceeded
from wallet.activities.participations import (
    DateInFuture,
    DateTooEarly,
    HoursOutOfRange,
    ParticipationNotFound,
)
from wallet.identity.memberships import Membership
from wallet.programmes.programmes import Programme
from wallet.wallets.registrations import ParticipantNotFound


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def coordinator(session: Session, programme: Programme) -> Membership:
    return build.a_coordinator(session, programme)


def test_what_is_written_down_waits_for_somebody_else(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    participation = build.a_participation(session, coordinator, programme, minutes=90)

    assert participation.is_waiting
    assert not participation.may_be_verified_by(coordinator.person_id)
    assert participation.may_be_verified_by(build.a_colleague(session, coordinator).person_id)
    assert participations.waiting(session, coordinator.organisation_id) == [participation]
    wallet_id = participation.wallet_id
    assert participations.of_wallet(session, wallet_id) == [participation]


@pytest.mark.parametrize("minutes", [0, -60, 24 * 60 + 1])
def test_hours_are_more_than_none_and_at_most_24(
    session: Session, programme: Programme, coordinator: Membership, minutes: int
) -> None:
    with pytest.raises(HoursOutOfRange):
        build.a_participation(session, coordinator, programme, minutes=minutes)


def test_nobody_took_part_tomorrow(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    tomorrow = build.TODAY + timedelta(days=1)

    with pytest.raises(DateInFuture) as refusal:
        build.a_participation(session, coordinator, programme, held_on=tomorrow)

    assert refusal.value.facts == {"held_on": tomorrow, "today": build.TODAY}


def test_work_may_come_before_the_desk_but_not_long_before(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    earliest = build.TODAY - timedelta(days=31)
    build.a_participation(session, coordinator, programme, held_on=earliest)

    with pytest.raises(DateTooEarly):
        build.a_participation(session, coordinator, programme, held_on=earliest - timedelta(days=1))


def test_activity_and_participant_are_of_the_own_organisation(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    other = build.a_coordinator(session, programme)
    activity = build.an_activity(session, other, programme)
    stranger = build.a_registration(session, other, programme)

    with pytest.raises(ActivityNotFound):
        build.a_participation(session, coordinator, programme, activity=activity)
    with pytest.raises(ParticipantNotFound):
        participations.record(
            session,
            coordinator,
            activity_id=build.an_activity(session, coordinator, programme).id,
            wallet_id=stranger.id,
            held_on=build.TODAY,
            minutes=60,
            now=build.NOW,
        )


def test_what_could_not_be_rewarded_is_said_when_it_is_entered(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    generous = build.an_activity(session, coordinator, programme, coins=6)

    with pytest.raises(AllowanceExceeded):
        build.a_participation(session, coordinator, programme, activity=generous)


def test_a_participation_elsewhere_is_not_to_be_found(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    participation = build.a_participation(session, coordinator, programme)
    other = build.a_coordinator(session, programme)

    found = participations.get(session, coordinator.organisation_id, participation.id)
    assert found is participation
    with pytest.raises(ParticipationNotFound):
        participations.get(session, other.organisation_id, participation.id)
