"""A till that asks for more than the floor, a phone with a PIN, and how the two meet."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.town import Town

Check = Callable[[Page], None]
PIN = "80417"


def choose_pin(phone: Page) -> None:
    phone.goto("/wallet/pin")
    phone.get_by_label("Kies een pincode van vijf cijfers").fill(PIN)
    phone.get_by_role("button", name="Bewaar").click()
    expect(phone.get_by_text("Je pincode is klaar.")).to_be_visible()


def ask(visit: Visit, town: Town, phone: Page, *, till: Page | None = None) -> Page:
    """A till asks for EUR 40 with the code on screen."""
    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    till = till or hands.pair_till(visit, town, expects=[409])
    hands.press(till, "40")
    hands.type_digits(till, hands.shown_digits(phone))
    return till


def expect_question(till: Page, phone: Page, town: Town) -> None:
    expect(till.locator("[data-outcome=waiting]")).to_be_visible()
    expect(phone.get_by_role("heading", name="Dit betalen?")).to_be_visible()
    expect(phone.locator("[data-confirmation]")).to_contain_text(town.till.merchant.name)
    expect(phone.locator("[data-confirmation]")).to_contain_text("€ 40,00")
