"""What a phone tells by itself when it is opened: what is news, and nothing it only hears late."""

import re
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.test_till_journal import a_code
from tests.browser.town import Town, a_town
from wallet import clock
from wallet.merchants import phone_sales
from wallet.money import Euros

STATE = "**/wallet/state"
HAS_HEARD_NOTHING = """async () => {
  const { drop, get } = await import("/static/js/shared/store.js");
  await drop("known:" + await get("person-now"));
}"""
IN_CONTROL = "async () => { await navigator.serviceWorker.ready; }"
ANYTHING = re.compile("")


def test_the_page_that_is_kept_announces_nothing_from_before_it_was_opened(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = opened_from_what_is_kept(visit, committed, town, sold_before=Euros(2_00))

    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 7,00")
    expect(phone.locator("[data-news] .result")).to_have_count(0)

    sell(committed, town, Euros(3_00))
    expect(phone.locator("[data-news] .result")).to_contain_text("€ 3,00")


def test_the_page_that_is_kept_announces_a_sale_since_it_was_opened(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = opened_from_what_is_kept(visit, committed, town, hears=False)

    sell(committed, town, Euros(3_00))
    phone.unroute(STATE)

    expect(phone.locator("[data-news] .result")).to_contain_text("€ 3,00")


def opened_from_what_is_kept(
    visit: Visit,
    session: Session,
    town: Town,
    *,
    sold_before: Euros | None = None,
    hears: bool = True,
) -> Page:
    """A phone that never heard a balance opens the page out of its own store."""
    phone = hands.start_phone(visit, town, expects=["ERR_FAILED"])
    phone.evaluate(IN_CONTROL)
    hands.wait_until_kept(phone)
    phone.route(STATE, lambda route: route.abort())
    phone.goto("/wallet/people")  # nothing on this page keeps what it hears
    phone.evaluate(HAS_HEARD_NOTHING)
    if sold_before:
        sell(session, town, sold_before, ago=timedelta(seconds=20))
    if hears:
        phone.unroute(STATE)

    phone.goto("/wallet")
    expect(phone.locator("[data-wallet]")).to_have_attribute("data-now", "")
    if hears:
        expect(phone.locator(".purse")).not_to_have_attribute("data-old", ANYTHING)
    else:
        expect(phone.get_by_text("Geen internet. Je code werkt wel.")).to_be_visible()
    return phone


def sell(session: Session, town: Town, price: Euros, *, ago: timedelta = timedelta()) -> None:
    """With another phone of the same person."""
    phone_sales.redeem(
        session,
        town.till,
        request_id=uuid4(),
        code=a_code(session, town),
        price=price,
        now=clock.now() - ago,
    )
    session.commit()
