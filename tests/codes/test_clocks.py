"""Clocks that are wrong, and the two nights on which the clock is changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from wallet import clock
from wallet.clock import AMSTERDAM
from wallet.merchants import phone_sales, sales
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""Days of 23 and of 25 hours: at 01:00 UTC clocks go from 2 to 3, and from 3 to 2."""
FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture
def till(session: Session) -> Till:
    return build.a_till(session, build.a_programme(session))


@pytest.fixture
def phone(session: Session, till: Till) -> Phone:
    [programme_id] = till.merchant.programme_ids
    programme = session.get_one(Programme, programme_id)
    return build.a_participant(session, cents=90_00, programme=programme)


def sell(session: Session, till: Till, phone: Phone, at: datetime, **shown: object) -> Redemption:
    return phone_sales.redeem(session, till, **build.a_sale(phone, cents=100, at=at, **shown))


@pytest.mark.parametrize("wrong_by", [FIVE_MINUTES, -FIVE_MINUTES])
def test_a_phone_that_asked_the_server_shows_codes_that_work_on_a_wrong_clock(
    session: Session, till: Till, phone: Phone, wrong_by: timedelta
) -> None:
    own = build.NOW + wrong_by
    told, at_that_moment = build.NOW.timestamp(), own.timestamp()
    ahead = told - at_that_moment  # js/phone/server_clock.js

    for minutes in (0, 3, 90):
        later = timedelta(minutes=minutes)
        shown = phone.code(own + later + timedelta(seconds=ahead))
        assert sell(session, till, phone, build.NOW + later, code=shown).paid == Euros(100)


@pytest.mark.parametrize("wrong_by", [FIVE_MINUTES, -FIVE_MINUTES])
def test_a_phone_that_never_asked_is_refused_and_may_try_again(
    session: Session, till: Till, phone: Phone, wrong_by: timedelta
) -> None:
    with pytest.raises(NotPaid):
        sell(session, till, phone, build.NOW, code=phone.code(build.NOW + wrong_by))

    assert sell(session, till, phone, build.NOW).paid == Euros(100)


@pytest.mark.parametrize("wrong_by", [FIVE_MINUTES, -FIVE_MINUTES])
def test_a_server_whose_clock_is_set_right_takes_no_code_twice(
    session: Session, till: Till, phone: Phone, wrong_by: timedelta
) -> None:
    """For phones that followed the wrong clock, and then the right one."""
    wrong = build.NOW + wrong_by
    shown = phone.code(wrong)
    assert sell(session, till, phone, wrong, code=shown).paid == Euros(100)

    with pytest.raises(NotPaid):
        sell(session, till, phone, build.NOW, code=shown)
    assert sell(session, till, phone, build.NOW).paid == Euros(100)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_codes_work_in_every_half_hour_of_the_night_the_clock_changes(
    session: Session, till: Till, phone: Phone, day: date
) -> None:
    night = clock.start_of(day) - timedelta(hours=1)

    sold = [sell(session, till, phone, night + timedelta(minutes=30 * n)) for n in range(12)]

    assert len({redemption.receipt for redemption in sold}) == 12
    local = [redemption.redeemed_at.astimezone(AMSTERDAM) for redemption in sold]
    hours = [moment.hour for moment in local if moment.date() == day]
    assert hours.count(2) == (0 if day == SPRING else 4)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_a_day_of_23_or_25_hours_has_its_own_sales_and_total(
    session: Session, till: Till, phone: Phone, day: date, hours: int
) -> None:
    first = clock.start_of(day)
    last = clock.end_of(day) - timedelta(seconds=1)
    assert clock.end_of(day) - first == timedelta(hours=hours)
    for at in (first - timedelta(seconds=1), first, last, clock.end_of(day)):
        sell(session, till, phone, at)

    totals = [
        sales.of_day(session, till.merchant_id, day + timedelta(days=n), till_id=till.id).taken
        for n in (-1, 0, 1)
    ]

    assert totals == [Euros(100), Euros(200), Euros(100)]


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_coins_can_be_spent_until_the_last_second_of_their_last_day(
    session: Session, till: Till, day: date
) -> None:
    [programme_id] = till.merchant.programme_ids
    phone = build.a_phone(session)
    fund = build.a_fund(session, session.get_one(Programme, programme_id))
    build.give(session, phone.wallet, fund, 500, expires_on=day)

    assert sell(session, till, phone, clock.end_of(day) - timedelta(seconds=1)).paid == Euros(100)
    with pytest.raises(NotPaid):
        sell(session, till, phone, clock.end_of(day) + timedelta(minutes=1))


def test_the_hour_that_comes_twice_is_two_hours_to_a_till(
    session: Session, till: Till, phone: Phone
) -> None:
    once = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = once + timedelta(hours=1)
    assert once.astimezone(AMSTERDAM).strftime("%H:%M") == again.astimezone(AMSTERDAM).strftime(
        "%H:%M"
    )
    shown = phone.code(once)
    sell(session, till, phone, once, code=shown)

    with pytest.raises(NotPaid):
        sell(session, till, phone, again, code=shown)
    assert sell(session, till, phone, again).paid == Euros(100)
