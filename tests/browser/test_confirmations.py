"""Above the floor, in a real browser: the till waits, the phone is asked, with PIN or passkey."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import waitress
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from waitress import wasyncore

from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.town import Town, a_town
from wallet.app import create_app
from wallet.config import Settings
from wallet.money import Euros
from wallet.wallets import passkeys, pins, wallets

Check = Callable[[Page], None]
PIN = "80417"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


TONES = """
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  const { dataset } = document.documentElement;
  dataset.tones = [dataset.tones, this.frequency.value].filter(Boolean).join(" ");
  return start.call(this, at);
};
"""
"""Writes the pitch of each tone on the page."""


@pytest.fixture(scope="module")
def live_server(settings: Settings, engine: Engine) -> Iterator[str]:
    """By a name: no browser takes passkeys at an address of digits."""
    listening = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://localhost:{listening.getsockname()[1]}"
    app = create_app(replace(settings, base_url=base_url), engine)
    server = waitress.create_server(app, sockets=[listening], threads=16)
    serving = threading.Thread(target=server.run)
    serving.start()
    yield base_url
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
    serving.join()
    server.task_dispatcher.shutdown()


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


def test_yes_with_the_pin(visit: Visit, check_accessible: Check, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town, expects=[409])
    choose_pin(phone)
    check_accessible(phone)
    till = ask(visit, town, phone)
    expect_question(till, phone, town)
    check_accessible(phone)
    check_accessible(till)

    phone.get_by_label("Je betaalpin").fill("29536")
    phone.get_by_role("button", name="Ja, betalen").click()
    phone.wait_for_timeout(2_500)  # what the server tells meanwhile takes nothing away
    expect(phone.get_by_role("alert")).to_contain_text("nog 4 keer")
    phone.get_by_label("Je betaalpin").fill(PIN)
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
    choose_pin(phone)
    phone.add_init_script(TONES)
    phone.goto("/wallet")
    phone.get_by_role("button", name="Geluid").click()
    expect(phone.locator("html")).to_have_attribute("data-tones", "660 990")  # so it sounds
    expect_question(ask(visit, town, phone), phone, town)

    phone.get_by_label("Je betaalpin").fill(PIN)
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
    choose_pin(phone)
    phone.add_init_script(TONES)
    phone.goto("/wallet")
    phone.get_by_role("button", name="Geluid").click()
    expect_question(ask(visit, town, phone), phone, town)

    phone.get_by_role("button", name="Nee, niet betalen").click()

    expect(phone.locator("[data-outcome=refused]")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("data-tones", "392 330")


def test_yes_with_a_finger(visit: Visit, check_accessible: Check, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    choose_pin(phone)
    phone.get_by_label("Jouw pincode").fill(PIN)
    phone.get_by_role("button", name="Zet het aan").click()
    expect(phone.get_by_text("Dit staat aan.")).to_be_visible()
    check_accessible(phone)

    till = ask(visit, town, phone)
    expect_question(till, phone, town)
    phone.get_by_role("button", name="Ja, met vinger of gezicht").click()

    expect(phone.locator("[data-outcome=paid]")).to_contain_text("€ 40,00")
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(60_00)


def test_a_finger_that_was_turned_off_is_not_asked_for(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    choose_pin(phone)
    phone.get_by_label("Jouw pincode").fill(PIN)
    phone.get_by_role("button", name="Zet het aan").click()
    phone.get_by_role("button", name="Zet het uit").click()
    expect(phone.get_by_text("Vinger of gezicht staat uit.")).to_be_visible()
    expect(phone.get_by_role("button", name="Zet het aan")).to_be_visible()

    till = ask(visit, town, phone)
    expect_question(till, phone, town)

    expect(phone.get_by_label("Je betaalpin")).to_be_visible()
    expect(phone.get_by_role("button", name="Ja, met vinger of gezicht")).to_have_count(0)


def test_a_finger_can_be_turned_off_while_the_pin_is_locked(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town, expects=[409])
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    choose_pin(phone)
    phone.get_by_label("Jouw pincode").fill(PIN)
    phone.get_by_role("button", name="Zet het aan").click()
    expect(phone.get_by_text("Dit staat aan.")).to_be_visible()
    for _ in range(pins.MOST_WRONG):
        phone.get_by_label("Je oude pincode").fill("29536")
        phone.get_by_label("Kies een nieuwe pincode").fill("29536")
        phone.get_by_role("button", name="Bewaar").click()
        expect(phone.get_by_role("alert").first).not_to_be_empty()
    expect(phone.get_by_text("Je pincode zit op slot.", exact=True)).to_be_visible()

    phone.get_by_role("button", name="Zet het uit").click()

    expect(phone.get_by_text("Vinger of gezicht staat uit.")).to_be_visible()
    expect(phone.get_by_text("Je pincode zit op slot.", exact=True)).to_be_visible()
    expect(phone.get_by_role("button", name="Zet het aan")).to_have_count(0)  # it takes the PIN
    assert passkeys.of_wallet(committed, town.wallet.id) == []


def test_a_finger_that_is_not_the_owners_pays_nothing(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town, expects=[409])
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    key = debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    choose_pin(phone)
    phone.get_by_label("Jouw pincode").fill(PIN)
    phone.get_by_role("button", name="Zet het aan").click()
    expect(phone.get_by_text("Dit staat aan.")).to_be_visible()
    till = ask(visit, town, phone)
    expect_question(till, phone, town)
    debugger.send(
        "WebAuthn.setUserVerified",
        {"authenticatorId": key["authenticatorId"], "isUserVerified": False},
    )

    phone.get_by_role("button", name="Ja, met vinger of gezicht").click()

    expect(phone.get_by_text("Dat lukte niet. Gebruik je pincode.")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(100_00)


def test_no(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    choose_pin(phone)
    till = ask(visit, town, phone)
    expect_question(till, phone, town)

    phone.get_by_role("button", name="Nee, niet betalen").click()

    expect(phone.locator("[data-outcome=refused]")).to_contain_text("Je zei nee")
    expect(till.locator("[data-outcome=refused]")).to_contain_text("Niet betaald")
    expect(till.locator("[data-answer]")).not_to_contain_text("nee")
    assert wallets.balance(committed, town.wallet) == Euros(100_00)


def test_the_cashier_stops(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    choose_pin(phone)
    till = ask(visit, town, phone)
    expect_question(till, phone, town)

    till.get_by_role("button", name="Annuleer").click()

    expect(till.locator("[data-outcome=revoked]")).to_be_visible()
    expect(phone.locator("[data-outcome=refused]")).to_contain_text("De winkel stopte")
    assert wallets.balance(committed, town.wallet) == Euros(100_00)


def test_the_till_reloads_while_it_waits(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    choose_pin(phone)
    till = ask(visit, town, phone)
    expect_question(till, phone, town)

    till.reload()

    expect(till.locator("[data-outcome=waiting]")).to_be_visible()
    phone.get_by_label("Je betaalpin").fill(PIN)
    phone.get_by_role("button", name="Ja, betalen").click()
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(60_00)


def test_without_a_pin_the_floor_is_paid(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)

    till = ask(visit, town, phone)

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
