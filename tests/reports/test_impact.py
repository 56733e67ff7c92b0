"""Impact: what a fund brought about, without names."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from wallet.activities import verifications
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.merchants import phone_sales
from wallet.reports import impact
from wallet.social_return import deeds
from wallet.social_return.deeds import Done


def earn(session: Session, coordinator: Membership, fund: Fund, *, minutes: int = 60) -> None:
    """Somebody new takes part, and a colleague verifies it."""
    participation = build.a_participation(session, coordinator, fund.programme, minutes=minutes)
    colleague = build.a_colleague(session, coordinator)
    verifications.verify(session, participation, by=colleague, now=build.NOW)


def test_a_fund_that_did_nothing_yet_has_no_impact(session: Session) -> None:
    found = impact.of_fund(session, build.a_fund(session))

    assert (found.deeds.together, found.deeds.people_at_least) == (Done(0, 0), 0)
    assert found.shop_count == 0


def test_ten_people_are_a_group(session: Session) -> None:
    fund = build.a_fund(session, cents=200_00)
    coordinator = build.a_coordinator(session, fund.programme)
    build.a_budget(session, coordinator, fund, 200_00)
    for _ in range(9):
        earn(session, coordinator, fund)
    assert impact.of_fund(session, fund).deeds.together == Done(0, 0)

    for _ in range(2):
        earn(session, coordinator, fund)

    found = impact.of_fund(session, fund).deeds
    assert found.together == Done(10, 10)  # the eleventh waits
    assert found.people_at_least == 10


def test_a_small_fund_is_not_what_the_programme_has_more_than_a_large_one(
    session: Session,
) -> None:
    small = build.a_fund(session, cents=200_00)
    large = build.a_fund(session, small.programme, cents=200_00)
    for fund, people, minutes in ((small, 3, 120), (large, 10, 60)):
        coordinator = build.a_coordinator(session, fund.programme)
        build.a_budget(session, coordinator, fund, 200_00)
        for _ in range(people):
            earn(session, coordinator, fund, minutes=minutes)

    of_programme = deeds.of_books(session, [small.book_id, large.book_id])

    assert of_programme == deeds.of_books(session, [large.book_id])
    assert of_programme.together == Done(10, 10)


def test_shops_count(session: Session) -> None:
    fund = build.a_fund(session, cents=100_00)
    phone = build.a_phone(session)
    build.give(session, phone.wallet, fund, 5_00)
    till = build.a_till(session, fund.programme)
    phone_sales.redeem(session, till, **build.a_sale(phone, cents=5_00))

    assert impact.of_fund(session, fund).shop_count == 1


def test_a_reward_of_two_funds_counts_for_each_by_its_share(session: Session) -> None:
    first = build.a_fund(session, cents=10_00)
    later = build.NOW + timedelta(days=1)
    second = funds.open_fund(session, first.programme, first.sponsor, name="Second", now=later)
    build.top_up(session, second, 1_000_00)
    coordinator = build.a_coordinator(session, first.programme)
    build.a_budget(session, coordinator, first, 10_00)
    build.a_budget(session, coordinator, second, 1_000_00)
    for _ in range(20):
        earn(session, coordinator, first, minutes=180)  # EUR 9.00 each

    assert impact.of_fund(session, first).deeds.together == Done(0, 0)  # two people
    assert impact.of_fund(session, second).deeds.together == Done(
        29, 10
    )  # 160 minutes and nine times 180
