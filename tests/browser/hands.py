"""What people do with their hands, in Dutch: start a phone, pair a till, ask for an amount."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import PHONE, TILL, Visit
from tests.browser.town import Town

DECODES_WITHIN = 20_000
"""Milliseconds; the till needs one or two, a busy machine more."""

UNTIL_KEPT = """async () => {
  const { get, startingWith } = await import("/static/js/shared/store.js");
  const isMine = async () => {
    const handle = await get("person-now");
    return (await startingWith("known:")).some((known) => known.handle === handle);
  };
  while (!(await isMine())) await new Promise((go) => setTimeout(go, 20));
}"""


def start_phone(visit: Visit, town: Town, **how: Any) -> Page:
    """Open the link a coordinator gave and press the one button; the pay code is on screen."""
    phone = visit(f"/enrol#{town.enrolment_code}", size=PHONE, **how)
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    return phone


def pair_till(visit: Visit, town: Town, **how: Any) -> Page:
    """Type the pairing code on a tablet; the pad is on screen, the camera on."""
    till = visit("/till", size=TILL, **how)
    expect(till).to_have_url("/till/pair")
    till.get_by_label("Koppelcode").fill(town.pairing_code)
    till.get_by_role("button", name="Koppelen").click()
    expect(till.locator("html[data-ready]")).to_be_attached()
    return till


def press(till: Page, keys: str) -> None:
    for key in keys:
        till.get_by_role("button", name=key, exact=True).click()


def shown_digits(phone: Page) -> str:
    return phone.locator("[data-digits]").inner_text()


def type_digits(till: Page, digits: str) -> None:
    """Use the way of a till without a camera."""
    if till.locator("[data-other]").get_attribute("open") is None:
        till.get_by_text("Typ de cijfers of maak een foto").click()
    till.get_by_label("De cijfers onder de code").fill(digits)
    till.get_by_role("button", name="Laat de klant betalen").click()


def lose_the_answer(route: Route) -> None:
    """The request arrives, and what was answered does not; nothing to lose on a page that left."""
    with suppress(Error):
        route.fetch()
        route.abort()


def wait_until_kept(phone: Page) -> None:
    """Until the balance of who has the phone is heard, and put away for later."""
    phone.evaluate(UNTIL_KEPT)
