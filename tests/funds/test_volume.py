"""What was spent in twelve months, against the norm, with a warning in time."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from wallet import clock
from wallet.funds import volume
from wallet.funds.volume import Gauge
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.notifications import outbox
from wallet.settlement import volume_warnings


def a_gauge(session: Session, cents: int) -> Gauge:
    norm = volume.norm_on(session, build.TODAY)
    return Gauge(redeemed=Euros(cents), norm=norm, since=build.TODAY)


@pytest.mark.parametrize(
    ("cents", "percentage", "level"),
    [
        (699_999_99, 69, None),
        (700_000_00, 70, 70),
        (899_999_99, 89, 70),
        (900_000_00, 90, 90),
        (1_000_000_00, 100, 100),
        (2_000_000_00, 200, 100),
    ],
)
def test_a_level_is_reached_at_the_cent(
    session: Session, cents: int, percentage: int, level: int | None
) -> None:
    gauge = a_gauge(session, cents)

    assert (gauge.percentage, gauge.level) == (percentage, level)


def test_twelve_months_are_counted_for_one_operator(session: Session) -> None:
    programme, others = build.a_programme(session), build.a_programme(session)
    for each in (programme, others):
        fund = build.a_fund(session, each)
        debts.owe(session, build.a_merchant(session, each), fund, 20_00)
    now = clock.now() + timedelta(seconds=1)

    today = volume.gauge(session, programme.operator_id, now=now)
    later = volume.gauge(session, programme.operator_id, now=now + timedelta(days=367))

    assert (today.redeemed, later.redeemed) == (Euros(20_00), Euros(0))
    assert today.norm.limit == Euros(1_000_000_00)


def test_treasurers_and_administrators_are_warned_once_a_month(session: Session) -> None:
    programme = build.a_programme(session)
    for role in (Role.TREASURER, Role.ADMIN, Role.OFFICER):
        build.a_member(session, role, programme.operator)
    fund = build.a_fund(session, programme)
    debts.owe(session, build.a_merchant(session, programme), fund, 950_000_00)
    now = clock.now() + timedelta(seconds=1)

    warned = volume_warnings.warn_all(session, now=now)
    again = volume_warnings.warn_all(session, now=now + timedelta(seconds=1))

    assert warned == [(programme.operator.name, 95)]
    assert again == []
    subjects = [message.subject for message in outbox.undelivered(session)]
    assert len(subjects) == 2
    assert "95%" in subjects[0]
