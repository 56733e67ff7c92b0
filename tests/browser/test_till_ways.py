"""Every way to get a code into the till: scanner, keyboard, voice; and what it says without one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import camera, hands
from tests.browser.conftest import PHONE, TILL, Visit
from tests.browser.test_till_journal import NO_NETWORK, SOON, a_code, ask, count
from tests.browser.town import a_town
from wallet.merchants.redemptions import Redemption

Check = Callable[[Page], None]

TALLY = """
window.__said = [];
window.__tones = 0;
SpeechSynthesis.prototype.speak = function (speech) { window.__said.push(speech.text); };
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  document.documentElement.dataset.tones = window.__tones += 1;
  return make.call(this);
};
"""


def scan_by_usb(till: Page, digits: str) -> None:
    """As the scanner types: a digit every few milliseconds, then Enter."""
    till.keyboard.type(digits)
    till.keyboard.press("Enter")


def test_a_scanner_on_usb_types_wherever_the_cursor_stands(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town)

    hands.press(till, "5,00")  # the amount is in focus: the digits must not end up there
    till.get_by_label("Te betalen").focus()
    scan_by_usb(till, a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 5,00")
    till.get_by_role("link", name="Volgende klant").click()

    hands.press(till, "2")
    till.get_by_role("link", name="Vandaag").focus()
    scan_by_usb(till, a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 2,00")
    assert count(committed, Redemption) == 2


def test_a_scan_before_the_amount_waits_for_it(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town)

    scan_by_usb(till, a_code(committed, town))
    expect(till.locator(".price.wrong")).to_be_visible()
    expect(till.get_by_label("Te betalen")).to_have_value("")
    till.keyboard.type("3,00", delay=90)
    till.keyboard.press("Enter")

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 3,00")


def test_a_scan_on_top_of_an_answer_sells_nothing(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town)
    ask(till, "1", a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()

    scan_by_usb(till, a_code(committed, town))

    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert count(committed, Redemption) == 1


def test_with_the_keyboard_alone_from_pairing_to_the_next_customer(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = visit("/till", size=TILL)
    tab_to(till, "input[name=code]")
    till.keyboard.type(town.pairing_code)
    till.keyboard.press("Enter")
    expect(till.locator("html[data-ready]")).to_be_attached()

    till.keyboard.type("4,20", delay=90)  # the amount has the focus by itself
    tab_to(till, "[data-type]")
    till.keyboard.press("Enter")
    expect(till.get_by_label("De cijfers onder de code")).to_be_focused()
    till.keyboard.insert_text(a_code(committed, town))
    till.keyboard.press("Enter")
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 4,20")
    tab_to(till, "[data-next]")
    till.keyboard.press("Enter")

    expect(till.get_by_label("Te betalen")).to_be_focused()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until this has the focus, as it must within a page."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_the_eight_digits_a_customer_says_pay(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    phone.get_by_role("link", name="Liever een code zeggen").click()
    check_accessible(phone)
    phone.get_by_role("button", name="Maak een code").click()
    check_accessible(phone)
    digits = phone.locator(".aloud").inner_text()
    expect(phone.locator("[data-left]")).to_contain_text("1:5")

    till = hands.pair_till(visit, town)
    ask(till, "5", digits)

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 5,00")


def test_a_camera_nobody_allows_leaves_all_other_ways(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = visit("/enrol", size=TILL)
    till.context.grant_permissions([])  # the camera is asked for, and refused
    till.goto("/till/pair")
    till.get_by_label("Koppelcode").fill(town.pairing_code)
    till.get_by_role("button", name="Koppelen").click()
    expect(till.locator("html[data-ready]")).to_be_attached()

    expect(till.get_by_text("Geen camera. Typ de cijfers.")).to_be_visible()
    check_accessible(till)
    hands.press(till, "5")
    scan_by_usb(till, a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    till.get_by_role("link", name="Volgende klant").click()

    digits = till.get_by_label("De cijfers onder de code")
    expect(digits).to_be_visible()  # nobody had to unfold it
    hands.press(till, "2")
    till.get_by_role("button", name="Typ de cijfers").click()
    expect(digits).to_be_focused()
    digits.fill(a_code(committed, town))
    till.keyboard.press("Enter")
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 2,00")


def test_a_camera_that_is_pulled_out_leaves_the_digits(
    visit: Visit, committed: Session, tmp_path: Path
) -> None:
    town = a_town(committed, cents=9_00)
    some_page = visit("/", size=PHONE).screenshot()
    till = hands.pair_till(visit, town, camera=camera.film(tmp_path / "page.y4m", some_page))
    digits = till.get_by_label("De cijfers onder de code")
    expect(digits).to_be_hidden()
    hands.press(till, "5")
    till.get_by_role("button", name="Scan de code").click()
    expect(till.locator("[data-till][data-state=scan]")).to_be_attached()

    till.locator("video").evaluate(
        "video => video.srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))"
    )

    expect(digits).to_be_visible()
    expect(till.get_by_text("Geen camera. Typ de cijfers.")).to_be_visible()
    expect(till.get_by_label("Te betalen")).to_have_value("5")


@pytest.mark.parametrize("choice", ["Geluid", "Voorlezen"])
def test_the_result_is_heard_and_each_voice_can_be_switched_off(
    visit: Visit, committed: Session, choice: str
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town)
    till.add_init_script(TALLY)
    till.reload()
    expect(till.locator("html[data-ready]")).to_be_attached()
    ask(till, "5", a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert till.evaluate("window.__said") == ["Betaald. €\xa05,00"]
    expect(till.locator("html")).to_have_attribute("data-tones", "2")
    till.get_by_role("link", name="Volgende klant").click()

    till.get_by_role("button", name=choice).click()
    till.reload()  # it stays chosen
    expect(till.get_by_role("button", name=choice)).to_have_attribute("aria-pressed", "false")
    ask(till, "1", a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()

    said, tones = (1, None) if choice == "Geluid" else (0, "2")
    if tones:
        expect(till.locator("html")).to_have_attribute("data-tones", tones)
    assert till.locator("html").get_attribute("data-tones") == tones
    assert len(till.evaluate("window.__said")) == said


def test_the_till_opens_without_network_and_says_so(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=[*NO_NETWORK, "Failed to load resource"])
    till.evaluate("async () => { await navigator.serviceWorker.ready; }")
    till.context.set_offline(True)

    till.reload()
    expect(till.locator("html[data-ready]")).to_be_attached()
    expect(till.get_by_text("Geen netwerk.")).to_be_visible(timeout=SOON)
    check_accessible(till)
    code = a_code(committed, town)
    ask(till, "5", code)
    expect(till.get_by_text("Betalen met munten kan nu niet.")).to_be_visible()
    expect(till.locator("[data-outcome]")).to_have_count(0)

    till.context.set_offline(False)
    expect(till.get_by_text("Geen netwerk.")).to_be_hidden(timeout=SOON)
    till.get_by_role("button", name="Laat de klant betalen").click()
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 5,00")
