"""The limits that keep a reward untaxed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.activities import (
    allowance,
    allowance_norms,
    allowances_elsewhere,
    participations,
    verifications,
)
from wallet.activities.allowance import AllowanceExceeded
from wallet.activities.allowance_norms import AllowanceNormMissing
from wallet.activities.allowances_elsewhere import DeclarationOutOfRange
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets.wallets import Wallet

MARCH, FEBRUARY = date(2026, 3, 10), date(2026, 2, 20)


@pytest.fixture(autouse=True)
def norms(session: Session) -> None:
    allowance_norms.load_norms(session)


def checked(session: Session, wallet: Wallet, cents: int, *, minutes: int, **caps: Euros) -> None:
    allowance.check(
        session,
        wallet,
        held_on=MARCH,
        minutes=minutes,
        reward=Euros(cents),
        terms=build.terms(**caps),
    )


def received(session: Session, wallet: Wallet, cents: int, *, month: date = MARCH) -> None:
    allowances_elsewhere.declare(
        session,
        wallet,
        month=month,
        amount=Euros(cents),
        by=build.a_person(session),
        now=build.NOW,
    )


def test_the_norms_of_the_law_are_loaded_once(session: Session) -> None:
    allowance_norms.load_norms(session)

    norm = allowance_norms.norm_on(session, date(2025, 12, 31))
    assert (norm.hour_from_21, norm.hour_under_21) == (Euros(560), Euros(330))
    assert (norm.month, norm.year) == (Euros(210_00), Euros(2_100_00))
    assert allowance_norms.norm_on(session, date(2026, 1, 1)).year == Euros(2_200_00)
    assert allowance_norms.norm_on(session, date(2030, 1, 1)).valid_from == date(2026, 1, 1)
    with pytest.raises(AllowanceNormMissing):
        allowance_norms.norm_on(session, date(2023, 12, 31))


@pytest.mark.parametrize(
    ("birth_year", "cents"), [(1980, 575), (2004, 575), (2005, 340), (2010, 340), (None, 340)]
)
def test_an_hour_brings_at_most_the_norm_of_the_age_that_is_certain(
    session: Session, birth_year: int | None, cents: int
) -> None:
    wallet = build.a_wallet(session, birth_year=birth_year)

    checked(session, wallet, cents, minutes=60)
    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, cents + 1, minutes=60)

    assert refusal.value.facts == {
        "limit": "hour",
        "allowed": Euros(cents),
        "already": Euros(0),
        "wanted": Euros(cents + 1),
    }


def test_a_part_of_an_hour_brings_its_part(session: Session) -> None:
    wallet = build.a_wallet(session)

    checked(session, wallet, 287, minutes=30)
    with pytest.raises(AllowanceExceeded):
        checked(session, wallet, 288, minutes=30)


def test_a_month_is_full_at_the_norm_what_is_received_elsewhere_included(
    session: Session,
) -> None:
    wallet = build.a_wallet(session)
    received(session, wallet, 215_00)
    received(session, wallet, 150_00, month=FEBRUARY)

    checked(session, wallet, 5_00, minutes=60)
    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, 5_01, minutes=60)

    assert refusal.value.limit == "month"
    assert refusal.value.already == Euros(215_00)


def test_a_year_is_full_at_the_norm(session: Session) -> None:
    wallet = build.a_wallet(session)
    received(session, wallet, 2_195_00, month=FEBRUARY)
    received(session, wallet, 2_195_00, month=date(2025, 3, 1))

    checked(session, wallet, 5_00, minutes=60)
    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, 5_01, minutes=60)

    assert refusal.value.limit == "year"
    assert refusal.value.allowed == Euros(2_200_00)


def test_a_programme_may_set_lower_limits_but_no_higher_ones(session: Session) -> None:
    wallet = build.a_wallet(session)
    received(session, wallet, 99_00)

    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, 1_01, minutes=60, month_cap=Euros(100_00))
    assert refusal.value.limit == "month"
    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, 1_01, minutes=60, year_cap=Euros(100_00))
    assert refusal.value.limit == "year"
    received(session, wallet, 121_00)
    with pytest.raises(AllowanceExceeded) as refusal:
        checked(session, wallet, 1, minutes=60, month_cap=Euros(999_00))
    assert refusal.value.allowed == Euros(220_00)


def test_a_reward_by_the_time_is_tested_by_its_hour_equivalent(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme)
    short = build.an_activity(session, coordinator, programme, coins=6, minutes_each=60)
    long = build.an_activity(session, coordinator, programme, coins=6, minutes_each=120)

    build.a_participation(session, coordinator, programme, activity=long, minutes=10)
    with pytest.raises(AllowanceExceeded) as refusal:
        build.a_participation(session, coordinator, programme, activity=short, minutes=600)

    assert refusal.value.limit == "hour"


def reward(session: Session, coordinator: Membership, programme: Programme, wallet: Wallet) -> None:
    """Twenty hours at three coins: EUR 60.00."""
    participation = build.a_participation(
        session, coordinator, programme, wallet=wallet, minutes=20 * 60
    )
    colleague = build.a_colleague(session, coordinator)
    verifications.verify(session, participation, by=colleague, now=build.NOW)


def test_all_organisations_count_together(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    ours, theirs = (build.a_coordinator(session, programme, budget=50_000) for _ in range(2))
    for coordinator in (ours, theirs, ours):
        reward(session, coordinator, programme, wallet)

    with pytest.raises(AllowanceExceeded) as refusal:
        reward(session, theirs, programme, wallet)

    assert refusal.value.limit == "month"
    assert refusal.value.already == Euros(180_00)
    assert refusal.value.wanted == Euros(60_00)
    assert len(participations.of_wallet(session, wallet.id)) == 3


def test_a_warning_from_eighty_percent_on(session: Session) -> None:
    wallet = build.a_wallet(session)
    received(session, wallet, 175_99)
    terms = build.terms()

    month, year = allowance.usage(session, wallet, MARCH, terms)
    assert (month.percent, month.is_warning) == (79, False)
    assert (year.percent, year.is_warning) == (7, False)

    received(session, wallet, 1)
    month, _ = allowance.usage(session, wallet, MARCH, terms)
    assert (month.percent, month.is_warning) == (80, True)


def test_an_allowance_of_nothing_is_used_up(session: Session) -> None:
    wallet = build.a_wallet(session)

    month, _ = allowance.usage(session, wallet, MARCH, build.terms(month_cap=Euros(0)))

    assert (month.percent, month.is_warning) == (100, True)


@pytest.mark.parametrize(("cents", "year"), [(0, 2026), (-1, 2026), (100, 1999), (100, 2101)])
def test_a_declaration_makes_sense(session: Session, cents: int, year: int) -> None:
    with pytest.raises(DeclarationOutOfRange):
        received(session, build.a_wallet(session), cents, month=date(year, 1, 1))
