"""Above the floor with a finger or a face, in a real browser: a passkey on the phone says yes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.browser import confirming, hands
from tests.browser.confirming import Check
from tests.browser.conftest import Visit
from tests.browser.serving import served
from tests.browser.town import a_town
from wallet.config import Settings
from wallet.money import Euros
from wallet.wallets import passkeys, pins, wallets

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def live_server(settings: Settings, engine: Engine) -> Iterator[str]:
    """By a name: no browser takes passkeys at an address of digits."""
    with served(settings, engine, host="localhost") as base_url:
        yield base_url


def give_finger(phone: Page) -> Callable[[], None]:
    """A phone that knows its owner's finger; what comes back makes it somebody else's."""
    debugger = phone.context.new_cdp_session(phone)
    debugger.send("WebAuthn.enable")
    key = debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    stranger = {"authenticatorId": key["authenticatorId"], "isUserVerified": False}

    def turn_stranger() -> None:
        debugger.send("WebAuthn.setUserVerified", stranger)

    return turn_stranger


def turn_on(phone: Page) -> None:
    """With the PIN that a finger stands for from then on."""
    confirming.choose_pin(phone)
    phone.get_by_label("Jouw pincode").fill(confirming.PIN)
    phone.get_by_role("button", name="Zet het aan").click()


def test_yes_with_a_finger(visit: Visit, check_accessible: Check, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    give_finger(phone)
    turn_on(phone)
    expect(phone.get_by_text("Dit staat aan.")).to_be_visible()
    check_accessible(phone)

    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)
    phone.get_by_role("button", name="Ja, met vinger of gezicht").click()

    expect(phone.locator("[data-outcome=paid]")).to_contain_text("€ 40,00")
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(60_00)


def test_a_finger_that_was_turned_off_is_not_asked_for(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town)
    give_finger(phone)
    turn_on(phone)
    phone.get_by_role("button", name="Zet het uit").click()
    expect(phone.get_by_text("Vinger of gezicht staat uit.")).to_be_visible()
    expect(phone.get_by_role("button", name="Zet het aan")).to_be_visible()

    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)

    expect(phone.get_by_label("Je betaalpin")).to_be_visible()
    expect(phone.get_by_role("button", name="Ja, met vinger of gezicht")).to_have_count(0)


def test_a_finger_can_be_turned_off_while_the_pin_is_locked(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=100_00)
    phone = hands.start_phone(visit, town, expects=[409])
    give_finger(phone)
    turn_on(phone)
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
    turn_stranger = give_finger(phone)
    turn_on(phone)
    expect(phone.get_by_text("Dit staat aan.")).to_be_visible()
    till = confirming.ask(visit, town, phone)
    confirming.expect_question(till, phone, town)
    turn_stranger()

    phone.get_by_role("button", name="Ja, met vinger of gezicht").click()

    expect(phone.get_by_text("Dat lukte niet. Gebruik je pincode.")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(100_00)
