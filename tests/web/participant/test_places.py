"""Shops, activities and the history of a participant's own programmes."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web.conftest import Counter
from wallet import clock
from wallet.activities import verifications
from wallet.merchants import phone_sales

A_SECOND, A_DAY = timedelta(seconds=1), timedelta(days=1)
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def phone(client: Client, counter: Counter) -> Phone:
    client.sign_in_device(counter.phone.device.id)
    return counter.phone


def test_shops_of_other_programmes_are_not_listed(
    client: Client, counter: Counter, phone: Phone
) -> None:
    elsewhere = build.a_merchant(counter.session, build.a_programme(counter.session))
    counter.session.commit()

    page = client.get("/wallet/shops").text

    assert counter.till.merchant.name in page
    assert counter.till.merchant.category in page
    assert elsewhere.name not in page


def test_what_to_do_says_what_it_brings(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme)
    build.an_activity(committed, coordinator, programme)
    wallet = build.a_registration(committed, coordinator, programme)
    other = build.a_programme(committed)
    build.an_activity(committed, build.a_coordinator(committed, other), other)
    phone = build.a_phone(committed, wallet)
    committed.commit()
    client.sign_in_device(phone.device.id)

    page = client.get("/wallet/activities", headers=ENGLISH).text

    assert "Coffee morning" in page
    assert "3 coins" in page
    assert page.count("Coffee morning") == 1


def test_the_history_is_of_one_month(client: Client, counter: Counter, phone: Phone) -> None:
    counter.sell(cents=2_50)
    now = clock.day_of(clock.now())

    this = client.get("/wallet/history", headers=ENGLISH).text
    long_ago = client.get("/wallet/history?month=2025-01", headers=ENGLISH).text

    assert f"{now:%B %Y}" in this
    assert "€2.50" in this
    assert "January 2025" in long_ago
    assert "Nothing" in long_ago


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0000-01", "9999-12", "2026-11-01", "٢٠٢٦"])
def test_a_month_that_makes_no_sense_is_no_error(
    client: Client, counter: Counter, phone: Phone, month: str
) -> None:
    assert client.get("/wallet/history", query_string={"month": month}).status_code == 200


def test_a_sale_stands_on_its_own_day_in_amsterdam(
    client: Client, counter: Counter, phone: Phone
) -> None:
    """On both sides of midnight, in the month and the day that its line says."""
    first_on = clock.day_of(clock.now()).replace(day=1)
    midnight = clock.start_of(first_on)
    last_on = first_on - A_DAY
    for at, cents in ((midnight - A_SECOND, 1_10), (midnight, 2_20)):
        phone_sales.redeem(counter.session, counter.till, **build.a_sale(phone, cents=cents, at=at))
    counter.session.commit()

    this, before = (
        client.get(f"/wallet/history?month={day:%Y-%m}", headers=ENGLISH).text
        for day in (first_on, last_on)
    )

    assert ("€2.20" in this, "€1.10" in this) == (True, False)
    assert ("€2.20" in before, "€1.10" in before) == (False, True)
    assert f"{last_on.day} {last_on:%B} " in before
    assert "23:59" in before


def test_an_activity_stands_in_the_month_it_was_in(client: Client, committed: Session) -> None:
    """Confirmed later, its coins come later; it is told as what was done that day."""
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=100_00)
    phone = build.a_phone(committed)
    done = build.a_participation(committed, coordinator, programme, wallet=phone.wallet)
    colleague = build.a_colleague(committed, coordinator)
    verifications.verify(committed, done, by=colleague, now=clock.now())
    committed.commit()
    client.sign_in_device(phone.device.id)

    page = client.get(f"/wallet/history?month={done.held_on:%Y-%m}", headers=ENGLISH).text

    assert "Coffee morning" in page
    assert "Coffee morning" not in client.get("/wallet/history", headers=ENGLISH).text
