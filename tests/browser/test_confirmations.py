"""Above the floor, in a real browser: the till waits, the phone is asked, and answers by PIN."""

from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser import confirming, hands
from tests.browser.confirming import Check
from tests.browser.conftest import Visit
from tests.browser.town import a_town
from wallet.money import Euros
from wallet.wallets import wallets

TONES = """
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  const { dataset } = document.documentElement;
  dataset.tones = [dataset.tones, this.frequency.value].filter(Boolean).join(" ");
  return start.call(this, at);
};
"""
"""Writes the pitch of each tone on the page."""


def test_yes_with_the_pin(visit: Visit, check_accessible: Check, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town, expects=[409])
    confirming.choose_pin(phone)
    check_accessible(phone)
    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)
    check_accessible(phone)
    check_accessible(till)

    phone.get_by_label("Je betaalpin").fill("29536")
    phone.get_by_role("button", name="Ja, betalen").click()
    phone.wait_for_timeout(2_500)  # what the server tells meanwhile takes nothing away
    expect(phone.get_by_role("alert")).to_contain_text("nog 4 keer")
    phone.get_by_label("Je betaalpin").fill(confirming.PIN)
    phone.get_by_role("button", name="Ja, betalen").click()

    expect(phone.locator("[data-outcome=paid]")).to_contain_text("€ 40,00")
    expect(phone.locator("[data-outcome=paid]")).to_contain_text("Je hebt nog: 60 munten")
    check_accessible(phone)
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 40,00")
    assert wallets.balance(committed, town.wallet) == Euros(60_00)


def test_the_answer_is_heard_once_on_a_phone_that_chose_sound(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    hands.wait_until_kept(phone)
    confirming.choose_pin(phone)
    phone.add_init_script(TONES)
    phone.goto("/wallet")
    phone.get_by_role("button", name="Geluid").click()
    expect(phone.locator("html")).to_have_attribute("data-tones", "660 990")  # so it sounds
    confirming.expect_question(confirming.ask(visit, town, phone), phone, town)

    phone.get_by_label("Je betaalpin").fill(confirming.PIN)
    phone.get_by_role("button", name="Ja, betalen").click()

    expect(phone.locator("[data-outcome=paid]")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-tones", "660 990")
    phone.reload()
    expect(phone.locator("[data-outcome=paid]")).to_be_visible()
    phone.wait_for_timeout(1_000)  # longer than a browser may take to begin a sound
    assert phone.locator("html").get_attribute("data-tones") is None


def test_a_no_is_heard_as_not_paid(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    hands.wait_until_kept(phone)
    confirming.choose_pin(phone)
    phone.add_init_script(TONES)
    phone.goto("/wallet")
    phone.get_by_role("button", name="Geluid").click()
    confirming.expect_question(confirming.ask(visit, town, phone), phone, town)

    phone.get_by_role("button", name="Nee, niet betalen").click()

    expect(phone.locator("[data-outcome=refused]")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-tones", "392 330")


def test_no(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    confirming.choose_pin(phone)
    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)

    phone.get_by_role("button", name="Nee, niet betalen").click()

    expect(phone.locator("[data-outcome=refused]")).to_contain_text("Je zei nee")
    expect(till.locator("[data-outcome=refused]")).to_contain_text("Niet betaald")
    expect(till.locator("[data-answer]")).not_to_contain_text("nee")
    assert wallets.balance(committed, town.wallet) == Euros(100_00)


def test_the_cashier_stops(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    confirming.choose_pin(phone)
    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)

    till.get_by_role("button", name="Annuleer").click()

    expect(till.locator("[data-outcome=revoked]")).to_be_visible()
    expect(phone.locator("[data-outcome=refused]")).to_contain_text("De winkel stopte")
    assert wallets.balance(committed, town.wallet) == Euros(100_00)


def test_the_till_reloads_while_it_waits(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    confirming.choose_pin(phone)
    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)

    till.reload()

    expect(till.locator("[data-outcome=waiting]")).to_be_visible()
    phone.get_by_label("Je betaalpin").fill(confirming.PIN)
    phone.get_by_role("button", name="Ja, betalen").click()
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(60_00)


def test_without_a_pin_the_floor_is_paid(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)

    till = confirming.ask(visit, town, phone)

    expect(till.locator("[data-slot=to_go]").first).to_have_text("€ 15,00")
    expect(phone.locator(".result.part")).to_contain_text("Kies een betaalpin")
    check_accessible(phone)


def test_from_the_result_to_a_dispute(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=20_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town)
    hands.press(till, "8")
    hands.type_digits(till, hands.shown_digits(phone))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()

    phone.get_by_role("link", name="Dat klopte niet").click()
    check_accessible(phone)
    phone.get_by_text("Ik kreeg er niets voor").click()
    phone.get_by_role("button", name="Zeg het de winkel").click()

    expect(phone.locator("[data-state=waiting]")).to_contain_text("De winkel kijkt ernaar")
    check_accessible(phone)
