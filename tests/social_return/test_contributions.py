"""What counts for Social Return is read from the ledger, per period, without counting twice."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.database import TestDatabase
from tests.social_return import agreements
from wallet import clock
from wallet.funds import funds
from wallet.funds.funds import Fund, FundNotFound
from wallet.identity.people import Person
from wallet.merchants import phone_sales, reversals
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.social_return import contributions
from wallet.social_return.periods import Period, PeriodOutOfOrder, PeriodOutOfRange, year_to
from wallet.social_return.proposals import Recognition


class Town:
    """One fund, somebody with EUR 50.00 of it, and a till."""

    def __init__(self, session: Session) -> None:
        self.session = session
        programme = build.a_programme(session)
        self.fund: Fund = build.a_fund(session, programme)
        self.phone: Phone = build.a_phone(session)
        self.earn(50_00)
        self.till: Till = build.a_till(session, programme)
        self.steps = 0

    def earn(self, cents: int) -> None:
        in_a_year = clock.day_of(clock.now()) + timedelta(days=365)
        build.give(self.session, self.phone.wallet, self.fund, cents, expires_on=in_a_year)

    def spend(self, cents: int) -> Redemption:
        at = clock.now() + timedelta(minutes=self.steps)  # every sale takes a fresh code
        self.steps += 1
        sale = build.a_sale(self.phone, cents=cents, at=at)
        return phone_sales.redeem(self.session, self.till, **sale)

    def reverse(self, redemption: Redemption) -> None:
        merchant: Person = build.a_person(self.session)
        reversals.reverse(self.session, redemption, by=merchant, now=clock.now())

    def counted(self, period: Period | None = None) -> Euros:
        period = period or agreements.today()
        return contributions.of_fund(self.session, self.fund, period).counted


@pytest.fixture
def town(session: Session) -> Town:
    return Town(session)


def test_without_an_approved_plan_nothing_counts(session: Session, town: Town) -> None:
    agreements.a_plan(session, town.fund)
    town.spend(12_00)

    found = contributions.of_fund(session, town.fund, agreements.today())

    assert found.redeemed == Euros(12_00)
    assert found.counted == Euros(0)
    assert found.target is None


def test_redeemed_minus_reversed_counts_after_the_approval(session: Session, town: Town) -> None:
    plan = agreements.approve(session, agreements.a_plan(session, town.fund))
    town.spend(12_00)
    town.reverse(town.spend(3_00))

    found = contributions.of_fund(session, town.fund, agreements.today())

    assert found.redeemed == Euros(15_00)
    assert found.reversed == Euros(3_00)
    assert found.spent == Euros(12_00)
    assert found.counted == Euros(12_00)
    assert found.counted_in_total == Euros(12_00)
    assert found.settled == Euros(0)
    assert found.target == plan.obligation.target
    assert contributions.of_obligation(session, plan.obligation, agreements.today()) == found


def test_what_was_spent_before_the_approval_never_counts(session: Session, town: Town) -> None:
    early = town.spend(7_00)
    plan = agreements.a_plan(session, town.fund)
    agreements.approve(session, plan)
    town.spend(5_00)
    town.reverse(early)

    found = contributions.of_fund(session, town.fund, agreements.today())

    assert found.redeemed == Euros(12_00)
    assert found.reversed == Euros(7_00)
    assert found.counted == Euros(5_00)


def test_a_factor_and_a_cap_are_those_of_the_plan(session: Session, town: Town) -> None:
    plan = agreements.a_plan(session, town.fund, value_factor_bp=15_000, cap=Euros(10_00))
    agreements.approve(session, plan)

    town.spend(3_33)
    assert town.counted() == Euros(4_99)  # 4.995, rounded down
    town.spend(10_00)
    assert town.counted() == Euros(10_00)


def test_at_issuance_what_was_earned_counts(session: Session, town: Town) -> None:
    plan = agreements.a_plan(session, town.fund, recognition=Recognition.ISSUANCE)
    agreements.approve(session, plan)

    town.earn(8_00)
    town.spend(2_00)

    assert town.counted() == Euros(8_00)


def test_outside_the_period_of_the_obligation_nothing_counts(session: Session, town: Town) -> None:
    yesterday = agreements.today().from_on - timedelta(days=1)
    obligation = agreements.an_obligation(session, town.fund.sponsor, to_on=yesterday)
    agreements.approve(session, agreements.a_plan(session, town.fund, obligation))

    town.spend(4_00)

    assert town.counted() == Euros(0)


def test_another_day_has_its_own_figures(session: Session, town: Town) -> None:
    agreements.approve(session, agreements.a_plan(session, town.fund))
    town.spend(4_00)
    tomorrow = agreements.today().to_on + timedelta(days=1)

    found = contributions.of_fund(session, town.fund, Period(tomorrow, tomorrow))

    assert found.redeemed == Euros(0)
    assert found.counted == Euros(0)
    assert found.counted_in_total == Euros(4_00)


def test_a_reversal_counts_in_the_period_of_the_reversal(
    committed: Session, database: TestDatabase
) -> None:
    town = Town(committed)
    week_ago = clock.now() - timedelta(days=7)
    agreements.approve(committed, agreements.a_plan(committed, town.fund), at=week_ago)
    redemption = town.spend(9_00)
    town.reverse(redemption)
    committed.commit()
    day_of_sale = clock.day_of(week_ago + timedelta(days=2))
    move_to(database, redemption.cause, week_ago + timedelta(days=2))

    sold = contributions.of_fund(committed, town.fund, Period(day_of_sale, day_of_sale))
    undone = contributions.of_fund(committed, town.fund, agreements.today())

    assert (sold.redeemed, sold.reversed) == (Euros(9_00), Euros(0))
    assert (sold.counted, sold.counted_in_total) == (Euros(9_00), Euros(9_00))
    assert (undone.redeemed, undone.reversed) == (Euros(0), Euros(9_00))
    assert (undone.counted, undone.counted_in_total) == (Euros(-9_00), Euros(0))


def test_the_plans_of_an_obligation_count_together(session: Session, town: Town) -> None:
    first = agreements.approve(session, agreements.a_plan(session, town.fund))
    fund = funds.open_fund(
        session, town.fund.programme, town.fund.sponsor, name="Second", now=clock.now()
    )
    second = agreements.a_plan(session, fund, first.obligation, value_factor_bp=20_000)
    agreements.approve(session, second)
    for _ in range(2):  # more at once the phone would have to agree to
        town.spend(25_00)
    town.fund = fund
    town.earn(10_00)
    town.spend(10_00)

    parts = contributions.by_plan(session, first.obligation, agreements.today())
    together = contributions.of_obligation(session, first.obligation, agreements.today())

    assert [part.plan for part in parts] == [first, second]
    assert [part.contributions.counted for part in parts] == [Euros(50_00), Euros(20_00)]
    assert together.redeemed == Euros(60_00)
    assert together.counted == Euros(70_00)


def test_sponsor_operator_and_authority_see_a_fund(session: Session, town: Town) -> None:
    plan = agreements.a_plan(session, town.fund)
    authority_id = plan.obligation.authority_id
    with pytest.raises(FundNotFound):
        contributions.get_fund_seen_by(session, authority_id, town.fund.id)

    agreements.approve(session, plan)

    for organisation_id in (town.fund.sponsor_id, town.fund.programme.operator_id, authority_id):
        seen = contributions.get_fund_seen_by(session, organisation_id, town.fund.id)
        assert seen is town.fund
    with pytest.raises(FundNotFound):
        contributions.get_fund_seen_by(session, build.an_organisation(session).id, town.fund.id)


def test_a_period_ends_after_it_begins() -> None:
    with pytest.raises(PeriodOutOfOrder):
        Period(date(2026, 2, 1), date(2026, 1, 31))
    with pytest.raises(PeriodOutOfRange):
        Period(date(1, 1, 1), date(2026, 1, 1))
    assert year_to(date(2026, 5, 4)) == Period(date(2026, 1, 1), date(2026, 5, 4))


def move_to(database: TestDatabase, cause: str, at: datetime) -> None:
    """Pretend a posting was made earlier, as only a superuser without triggers can."""
    with database.superuser.begin() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        connection.execute(
            text("update ledger.posting set posted_at = :at where cause = :cause"),
            {"at": at, "cause": cause},
        )
