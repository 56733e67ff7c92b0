"""The story: a phone shows, a till scans, and both know what was paid."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import camera, hands
from tests.browser.conftest import Visit
from tests.browser.test_phone_offline import NO_NETWORK, installed, is_installable
from tests.browser.town import a_town
from wallet.money import Euros
from wallet.wallets import wallets

Check = Callable[[Page], None]


def test_a_participant_pays_by_showing_the_phone(
    visit: Visit, check_accessible: Check, committed: Session, tmp_path: Path
) -> None:
    town = a_town(committed, cents=12_00)
    phone = hands.start_phone(visit, town)
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 12,00")
    check_accessible(phone)
    step = phone.locator("[data-code]").get_attribute("data-step")
    video = camera.film(tmp_path / "phone.y4m", phone.screenshot())

    till = hands.pair_till(visit, town, camera=video)
    check_accessible(till)
    hands.press(till, "5,00")
    till.get_by_role("button", name="Scan de code").click()

    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=hands.DECODES_WITHIN)
    expect(till.locator("[data-slot=paid]")).to_have_text("€ 5,00")
    check_accessible(till)
    expect(phone.get_by_role("heading", name="Betaald: € 5,00")).to_be_visible()
    expect(phone.locator(".result [data-slot=coins]")).to_have_text("7")
    expect(phone.locator("[data-code]")).not_to_have_attribute("data-step", str(step))
    check_accessible(phone)
    phone.get_by_role("button", name="OK").click()
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 7,00")
    assert wallets.balance(committed, town.wallet) == Euros(7_00)


def test_from_the_start_code_to_a_result_with_a_phone_that_had_no_network(
    visit: Visit, committed: Session, tmp_path: Path
) -> None:
    """Enrolled, installed, opened without network; the till scans, and the phone hears it later."""
    town = a_town(committed, cents=12_00)
    phone = hands.start_phone(visit, town, expects=NO_NETWORK)
    installed(phone)
    assert is_installable(phone)
    phone.context.set_offline(True)
    phone.goto("/wallet")
    expect(phone.get_by_text("Geen internet. Je code werkt wel.")).to_be_visible()
    video = camera.film(tmp_path / "phone.y4m", phone.screenshot(full_page=True))

    till = hands.pair_till(visit, town, camera=video)
    hands.press(till, "5,00")
    till.get_by_role("button", name="Scan de code").click()
    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=hands.DECODES_WITHIN)
    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="Betaald: € 5,00")).to_be_visible()
    expect(phone.locator(".result [data-slot=coins]")).to_have_text("7")


SOUNDS = """
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  const { dataset } = document.documentElement;
  dataset.tones = Number(dataset.tones ?? 0) + 1;
  return make.call(this);
};
"""


def test_who_wants_hears_the_result_on_the_phone_and_it_stays_chosen(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, town)
    phone.add_init_script(SOUNDS)
    phone.reload()
    switch = phone.get_by_role("button", name="Geluid")
    till = hands.pair_till(visit, town)

    def pay() -> None:
        expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
        hands.press(till, "1")
        hands.type_digits(till, hands.shown_digits(phone))
        expect(phone.get_by_role("heading", name="Betaald: € 1,00")).to_be_visible()
        till.get_by_role("link", name="Volgende klant").click()

    expect(switch).to_have_attribute("aria-pressed", "false")
    pay()
    assert phone.locator("html").get_attribute("data-tones") is None
    switch.click()
    expect(phone.locator("html")).to_have_attribute("data-tones", "2")  # so it sounds
    phone.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    phone.locator("h1").click()  # a browser sounds only where somebody touched the page
    pay()

    expect(phone.locator("html")).to_have_attribute("data-tones", "2")


def test_coins_that_do_not_reach_pay_a_part(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=3_20)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town)

    hands.press(till, "5")
    hands.type_digits(till, hands.shown_digits(phone))

    expect(till.locator("[data-outcome=partly]")).to_contain_text("Nog te betalen")
    expect(till.locator("[data-slot=to_go]")).to_have_text("€ 1,80")
    expect(phone.get_by_text("Betaal de rest anders: € 1,80")).to_be_visible()


def test_a_refusal_is_neutral_at_the_till_and_explained_on_the_phone(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=0)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town, expects=[409])

    hands.press(till, "5")
    hands.type_digits(till, hands.shown_digits(phone))

    refused = till.locator("[data-outcome=refused]")
    expect(refused).to_contain_text("Vraag een nieuwe code of laat anders betalen.")
    check_accessible(till)
    expect(phone.get_by_text("Je hebt geen munten voor deze winkel.")).to_be_visible()
    check_accessible(phone)


def test_a_sale_given_back_is_told_on_the_phone(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town)
    hands.press(till, "2,50")
    hands.type_digits(till, hands.shown_digits(phone))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()

    till.get_by_role("link", name="Vandaag").click()
    check_accessible(till)
    till.locator("summary", has_text="Teruggeven").click()
    till.get_by_role("button", name="Ja, geef € 2,50 terug").click()

    expect(till.get_by_text("De munten zijn terug bij de klant.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Terug: € 2,50")).to_be_visible()
    check_accessible(till)
