"""Rewards arrive in a wallet."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from wallet.funds import allotments
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import earning, wallets
from wallet.wallets.earning import BudgetEmpty
from wallet.wallets.wallets import Lapsing, Wallet


def earned(
    session: Session,
    wallet: Wallet,
    coordinator: Membership,
    programme: Programme,
    *,
    cents: int,
    cause: str | None = None,
) -> None:
    budgets = allotments.budgets(session, coordinator.organisation_id, programme.id)
    earning.earn(
        session,
        wallet,
        Euros(cents),
        budgets=[account for _, account in budgets],
        cause=cause or f"reward:{uuid4()}",
        today=build.TODAY,
        lapse_months=12,
    )


def test_a_reward_lapses_at_the_end_of_a_month(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    coordinator = build.a_coordinator(session, programme, budget=1_000)

    earned(session, wallet, coordinator, programme, cents=300)
    earned(session, wallet, coordinator, programme, cents=200)

    assert wallets.lapsing(session, wallet) == [Lapsing(build.LAPSES_ON, Euros(500))]
    left = allotments.left(session, coordinator.organisation_id, programme.id)
    assert left == Euros(500)


def test_a_reward_larger_than_one_budget_comes_from_several(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    coordinator = build.a_coordinator(session, programme, budget=100)
    build.a_budget(session, coordinator, build.a_fund(session, programme, cents=900), 900)

    earned(session, wallet, coordinator, programme, cents=950)

    assert wallets.balance(session, wallet) == Euros(950)
    assert len(wallets.purses(session, wallet)) == 2


def test_budgets_that_hold_too_little_give_nothing(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    coordinator = build.a_coordinator(session, programme, budget=299)

    with pytest.raises(BudgetEmpty) as refusal:
        earned(session, wallet, coordinator, programme, cents=300)

    assert refusal.value.facts == {"available": Euros(299), "wanted": Euros(300)}
    assert wallets.purses(session, wallet) == []


def test_without_any_budget_there_is_nothing_to_earn(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    coordinator = build.a_coordinator(session, programme)

    with pytest.raises(BudgetEmpty):
        earned(session, wallet, coordinator, programme, cents=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 16), 12, date(2027, 3, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 2, 1), 12, date(2028, 2, 29)),
    ],
)
def test_the_last_day_is_a_clear_one(day: date, months: int, expected: date) -> None:
    assert earning.lapse_day(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_coins_live_at_least_the_months_promised(day: date, months: int) -> None:
    lapses_on = earning.lapse_day(day, months)

    assert (lapses_on.year - day.year) * 12 + lapses_on.month - day.month == months
    assert lapses_on.day >= 28
