"""A coordinator writes down where a participant stands; reports only count."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet import clock
from wallet.activities import ladder
from wallet.activities.ladder import LadderStepOutOfRange
from wallet.identity.memberships import Membership
from wallet.programmes.programmes import Programme
from wallet.reports import movement
from wallet.reports.movement import Movement
from wallet.wallets import registrations
from wallet.wallets.registrations import ParticipantNotFound, Registration

SPRING, AUTUMN, NEW_YEAR = (
    clock.start_of(date(2026, 3, 2)),
    clock.start_of(date(2026, 9, 7)),
    date(2027, 1, 4),
)


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def coordinator(session: Session, programme: Programme) -> Membership:
    return build.a_coordinator(session, programme)


def somebody(session: Session, by: Membership, programme: Programme) -> Registration:
    return registrations.register(
        session, by, programme_id=programme.id, pseudonym="Vos", birth_year=1980, now=SPRING
    )


def test_a_step_is_written_down_for_ones_own_participant(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    known = somebody(session, coordinator, programme)
    own, wallet_id = coordinator.organisation_id, known.wallet_id

    first = ladder.record(session, coordinator, wallet_id, step=2, now=SPRING)
    twice = ladder.record(session, coordinator, wallet_id, step=2, now=SPRING)
    later = ladder.record(session, coordinator, wallet_id, step=3, now=AUTUMN)

    assert twice is first
    assert ladder.of_participant(session, own, wallet_id) == [later, first]
    stranger = build.a_coordinator(session, programme)
    assert ladder.of_participant(session, stranger.organisation_id, wallet_id) == []
    with pytest.raises(ParticipantNotFound):
        ladder.record(session, stranger, wallet_id, step=2, now=SPRING)
    for step in (0, 7):
        with pytest.raises(LadderStepOutOfRange):
            ladder.record(session, coordinator, wallet_id, step=step, now=SPRING)


def test_it_is_time_again_after_half_a_year(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    known = somebody(session, coordinator, programme)
    steps = [ladder.record(session, coordinator, known.wallet_id, step=2, now=SPRING)]

    assert ladder.is_due([], date(2026, 3, 2))
    assert not ladder.is_due(steps, date(2026, 9, 1))
    assert ladder.is_due(steps, date(2026, 9, 2))


def looked_twice(
    session: Session, by: Membership, programme: Programme, moves: dict[int, int]
) -> None:
    """`moves`: how many steps -> how many people."""
    for steps, people in moves.items():
        for _ in range(people):
            known = somebody(session, by, programme)
            ladder.record(session, by, known.wallet_id, step=3, now=SPRING)
            ladder.record(session, by, known.wallet_id, step=3 + steps, now=AUTUMN)


@pytest.mark.parametrize(
    ("moves", "shown"),
    [
        ({1: 10, 0: 12, -1: 21}, (10, 10, 20)),
        ({1: 19, 0: 10}, (10, 10, 0)),
        ({2: 10, 0: 10}, (10, 10, 0)),
        ({1: 10, 0: 9, -1: 3}, (10, 10, 0)),
        ({1: 9, 0: 20}, None),
        ({1: 10, 0: 5, -1: 4}, None),
        ({1: 9}, None),
        ({}, None),
    ],
)
def test_movement_shows_no_small_group(
    session: Session,
    programme: Programme,
    coordinator: Membership,
    moves: dict[int, int],
    shown: tuple[int, int, int] | None,
) -> None:
    looked_twice(session, coordinator, programme, moves)

    found = movement.of_programme(session, programme.id, NEW_YEAR)

    assert (found and (found.up, found.same, found.down)) == shown
    assert found is None or found.people == found.up + found.same + found.down


def test_movement_is_read_at_the_end_of_a_half_year(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    looked_twice(session, coordinator, programme, {1: 10})

    def on(day: date) -> Movement | None:
        return movement.of_programme(session, programme.id, day)

    assert on(date(2026, 12, 31)) is None
    found = on(NEW_YEAR)
    assert found is not None
    assert found.as_of == date(2027, 1, 1)
    assert movement.of_programme(session, build.a_programme(session).id, NEW_YEAR) is None


def test_somebody_seen_once_has_not_moved(
    session: Session, programme: Programme, coordinator: Membership
) -> None:
    now: datetime = SPRING
    for _ in range(10):
        known = somebody(session, coordinator, programme)
        ladder.record(session, coordinator, known.wallet_id, step=3, now=now + timedelta(days=1))

    assert movement.of_programme(session, programme.id, NEW_YEAR) is None
