"""The phone of a participant, by itself."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import PHONE, Visit
from tests.browser.town import a_town
from wallet import clock
from wallet.codes import pay_codes

NO_NETWORK = ["ERR_INTERNET", "when fetching the script"]
"""What Chromium says of pages, and of the service worker's own script, that it cannot reach."""

MAKES_A_CODE = """async ([secret, handle, step]) => {
  const { payCode } = await import("/static/js/phone/pay_code.js");
  const raw = Uint8Array.from(secret.match(/../g), pair => parseInt(pair, 16));
  const hmac = {name: "HMAC", hash: "SHA-256"};
  const key = await crypto.subtle.importKey("raw", raw, hmac, false, ["sign"]);
  return payCode({handle, key}, step);
}"""

HEIGHT_IN_LINES = """line =>
  Math.round(line.offsetHeight / parseFloat(getComputedStyle(line).lineHeight))"""

COINS_MEET_EUROS = """purse => {
  const [coins, euros] = ["coins", "worth"].map((name) =>
    purse.querySelector(`.${name}`).getBoundingClientRect());
  return coins.left < euros.right && euros.left < coins.right
    && coins.top < euros.bottom && euros.top < coins.bottom;
}"""

READS_THE_KEY = """async handle => {
  const { find } = await import("/static/js/phone/people.js");
  const { key } = await find(handle);
  return crypto.subtle.exportKey("raw", key).then(() => "read", error => error.name);
}"""


def test_browser_and_server_make_the_same_codes(visit: Visit) -> None:
    page = visit("/enrol", size=PHONE)

    for number in range(20):
        secret, handle, step = (
            bytes([number] * 32),
            f"{10_000_000 + number}",
            59_000_000 + 37 * number,
        )
        shown = page.evaluate(MAKES_A_CODE, [secret.hex(), handle, step])
        assert shown == str(pay_codes.make(secret, handle, step))


def test_the_secret_on_the_phone_can_be_used_but_not_read(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00))
    handle = phone.locator("[data-wallet]").get_attribute("data-handle")

    assert phone.evaluate(READS_THE_KEY, handle) == "InvalidAccessError"


def test_the_code_in_the_link_leaves_the_address_at_once(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=1_00)

    page = visit(f"/enrol#{town.enrolment_code}", size=PHONE)

    expect(page.get_by_label("Startcode")).to_be_hidden()
    expect(page).to_have_url("/enrol")


def test_a_wrong_start_code_is_explained_and_can_be_typed_again(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=1_00)
    page = visit("/enrol", size=PHONE, expects=[409])
    page.get_by_label("Startcode").fill("AAAAA-AAAAA")
    page.get_by_role("button", name="Beginnen").click()
    expect(page.get_by_text("Deze startcode is onbekend. Typ de code opnieuw.")).to_be_visible()

    page.get_by_label("Startcode").fill(town.enrolment_code.lower())
    page.get_by_role("button", name="Beginnen").click()

    expect(page.locator("[data-code][data-state=ready]")).to_be_visible()


def test_the_code_renews_itself_and_needs_no_network(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00), expects=NO_NETWORK)
    before = hands.shown_digits(phone)
    phone.context.set_offline(True)

    expect(phone.get_by_text("Geen internet. Je code werkt wel.")).to_be_visible()
    expect(phone.locator("[data-digits]")).not_to_have_text(before, timeout=35_000)


def test_the_news_comes_when_the_network_was_late(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(
        visit, a_town(committed, cents=1_00), expects=["ERR_FAILED"], service_workers="block"
    )
    late = phone.get_by_text("Geen internet. Je code werkt wel.")
    phone.route("**/phone/results.js", lambda route: route.abort())
    phone.reload()

    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    expect(late).to_be_visible()
    expect(late).to_be_hidden(timeout=10_000)


def test_a_phone_with_a_wrong_clock_shows_a_code_that_works(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=5_00)
    phone = hands.start_phone(visit, town)
    phone.clock.install(time=clock.now() - timedelta(hours=7))
    phone.reload()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    till = hands.pair_till(visit, town)

    hands.press(till, "2")
    hands.type_digits(till, hands.shown_digits(phone))

    expect(till.locator("[data-outcome=paid]")).to_be_visible()


WHEN = """async ([told, now]) => {
  const { when } = await import("/static/js/phone/last_known.js");
  return when(told, now);
}"""


@pytest.mark.parametrize(
    ("night", "two_in_the_morning"),
    [("2026-03-28T22:50:00Z", "03:10"), ("2026-10-24T21:50:00Z", "02:10")],
)
def test_in_the_night_the_clock_changes_a_balance_is_of_the_right_day_and_hour(
    visit: Visit, night: str, two_in_the_morning: str
) -> None:
    """Clocks go from 2 to 3, or from 3 to 2; a day then has 23 or 25 hours."""
    page = visit("/enrol", size=PHONE)
    before = datetime.fromisoformat(night).timestamp()  # 23:50 in Amsterdam

    def told(after_minutes: int, now_after_minutes: int) -> object:
        moments = [before + 60 * after_minutes, before + 60 * now_after_minutes]
        return page.evaluate(WHEN, moments)

    assert told(0, 5) == "vandaag 23:50"
    assert told(0, 15) == "gisteren 23:50"
    assert told(140, 145) == f"vandaag {two_in_the_morning}"
    assert told(140, 140 + 20 * 60) == f"vandaag {two_in_the_morning}"
    assert told(140, 140 + 24 * 60) == f"gisteren {two_in_the_morning}"


def test_after_a_sale_the_next_code_is_there_at_once(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=5_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town)

    for _ in range(2):
        step = phone.locator("[data-code]").get_attribute("data-step")
        hands.press(till, "1")
        hands.type_digits(till, hands.shown_digits(phone))
        expect(till.locator("[data-outcome=paid]")).to_be_visible()
        expect(phone.locator(f"[data-code][data-step='{step}'][data-state=ready]")).to_have_count(0)
        till.get_by_role("link", name="Volgende klant").click()


def test_without_scripts_the_balance_is_still_there(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=4_00)
    page = visit("/enrol", size=PHONE, scripts=False)
    page.get_by_label("Startcode").fill(town.enrolment_code)
    page.get_by_role("button", name="Beginnen").click()

    expect(page.locator(".purse [data-slot=balance]")).to_have_text("€ 4,00")
    expect(
        page.get_by_text("Je browser blokkeert scripts. Die maken je betaalcode.")
    ).to_be_visible()


def test_a_balance_is_never_broken_in_two(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_049_80))

    for width, height in ((390, 844), (320, 568), (195, 422), (844, 390)):
        phone.set_viewport_size({"width": width, "height": height})
        lines = phone.locator(".purse .coins").evaluate(HEIGHT_IN_LINES)
        assert (lines, _width(phone)) == (1, width)
        assert not phone.locator(".purse").evaluate(COINS_MEET_EUROS), width


def _width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))
