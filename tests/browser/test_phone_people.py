"""Several people with one phone: each a picture, perhaps a PIN, and never another's coins."""

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests import build
from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.town import Town, a_town
from wallet import clock
from wallet.wallets import devices, enrolments

WORKING = "async () => { await navigator.serviceWorker.ready; }"


def test_two_people_with_one_phone_keep_their_coins_apart(visit: Visit, committed: Session) -> None:
    mother, child = a_town(committed, cents=3_00), a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, mother)
    choose_pin(phone, "4711")
    add(phone, child)
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 8,00")
    childs_code = hands.shown_digits(phone)
    expect(phone.get_by_role("link", name="Iemand anders")).to_be_visible()

    phone.get_by_role("link", name="Iemand anders").click()
    phone.get_by_role("button", name="Zon").click()
    answer_pin(phone, "1234")
    expect(phone.get_by_text("Die pincode klopt niet. Probeer opnieuw.")).to_be_visible()
    answer_pin(phone, "4711")

    expect(phone).to_have_url("/wallet")
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 3,00")
    expect(phone.get_by_text("Oud saldo")).to_be_hidden()
    assert hands.shown_digits(phone)[:9] != childs_code[:9]
    phone.goto("/wallet/history")
    expect(phone.locator("main")).not_to_contain_text("8,00")


def test_without_network_another_person_still_gets_an_own_code(
    visit: Visit, committed: Session
) -> None:
    mother, child = a_town(committed, cents=3_00), a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, mother, expects=["ERR_INTERNET", "Failed to fetch"])
    phone.evaluate(WORKING)
    hands.wait_until_kept(phone)
    add(phone, child)
    phone.context.set_offline(True)

    phone.goto("/wallet/people")
    phone.get_by_role("button", name="Zon").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    expect(phone.locator(".purse")).to_contain_text("€ 3,00")
    expect(phone.locator(".purse")).to_contain_text("Oud saldo")

    phone.context.set_offline(False)
    expect(phone.get_by_text("Oud saldo")).to_be_hidden(timeout=10_000)
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 3,00")
    phone.goto("/wallet/coins")
    expect(phone.locator(".purse")).to_contain_text("€ 3,00")


def test_a_page_of_who_had_the_phone_before_makes_way(visit: Visit, committed: Session) -> None:
    mother, child = a_town(committed, cents=3_00), a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, mother, expects=["ERR_INTERNET", "Failed to fetch"])
    phone.evaluate(WORKING)
    add(phone, child)
    phone.context.set_offline(True)
    phone.goto("/wallet/people")
    phone.get_by_role("button", name="Zon").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    phone.goto("about:blank")
    phone.context.set_offline(False)

    phone.goto("/wallet/history")

    expect(phone.locator(".lines")).to_contain_text("€ 3,00")


def test_five_wrong_pins_make_everybody_wait(visit: Visit, committed: Session) -> None:
    mother, child = a_town(committed, cents=3_00), a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, mother)
    choose_pin(phone, "4711")
    add(phone, child)
    phone.goto("/wallet/people")
    phone.get_by_role("button", name="Zon").click()

    for pin in ("0000", "1111", "2222", "3333", "4444"):
        answer_pin(phone, pin)
        expect(phone.locator("#pin")).to_have_value("")
        expect(phone.locator("[data-asks] [data-say]:not([hidden])")).to_be_visible()
    expect(phone.get_by_text("Te vaak geprobeerd. Wacht één minuut.")).to_be_visible()

    phone.reload()
    phone.get_by_role("button", name="Zon").click()
    answer_pin(phone, "4711")
    expect(phone.get_by_text("Te vaak geprobeerd. Wacht één minuut.")).to_be_visible()


def test_a_blocked_person_leaves_and_the_other_stays(visit: Visit, committed: Session) -> None:
    mother, child = a_town(committed, cents=3_00), a_town(committed, cents=8_00)
    phone = hands.start_phone(visit, mother, expects=[401, 409])
    phone.evaluate(WORKING)
    add(phone, child)
    handle = hands.shown_digits(phone).replace(" ", "")[:8]
    device = devices.find_by_handle(committed, handle)
    assert device is not None

    devices.block(committed, device, by=None, now=clock.now())
    committed.commit()

    expect(phone).to_have_url("/wallet/people", timeout=10_000)
    expect(phone.locator("[data-people] button")).to_have_count(1)
    phone.get_by_role("button", name="Zon").click()
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 3,00")


def test_who_begins_anew_on_the_same_phone_is_there_once(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=5_00)
    phone = hands.start_phone(visit, town)
    choose_pin(phone, "4711")
    helper = build.a_person(committed, name="Another helper")
    code = enrolments.issue(committed, town.wallet, by=helper, now=clock.now())
    committed.commit()

    phone.goto(f"/enrol#{code}")
    phone.get_by_role("button", name="Beginnen").click()

    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 5,00")
    phone.goto("/wallet/people")
    expect(phone.locator("[data-people] button")).to_have_count(1)
    expect(phone.locator("[data-people] [data-locked]")).to_be_hidden()


def test_a_lost_phone_is_blocked_from_another_one(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=5_00)
    lost = hands.start_phone(visit, town, expects=[401, 409])
    helper = build.a_person(committed, name="Another helper")
    code = enrolments.issue(committed, town.wallet, by=helper, now=clock.now())
    committed.commit()
    own = hands.start_phone(visit, Town(town.wallet, town.till, code, town.pairing_code))
    till = hands.pair_till(visit, town, expects=[409])

    own.goto("/wallet/phones")
    own.get_by_text("Kwijt? Blokkeer hem").click()
    digits = hands.shown_digits(lost)  # before the block: a blocked phone soon shows none
    own.get_by_role("button", name="Ja, blokkeer hem").click()

    expect(own.get_by_text("Die telefoon is geblokkeerd.")).to_be_visible()
    hands.press(till, "1")
    hands.type_digits(till, digits)
    expect(till.locator("[data-outcome=refused]")).to_be_visible()
    expect(lost).to_have_url("/enrol", timeout=10_000)


def test_coins_are_taken_off_this_phone(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=5_00), expects=[401, 409])
    phone.evaluate(WORKING)

    phone.goto("/wallet/phones")
    phone.get_by_text("Haal mijn munten van deze telefoon").click()
    phone.get_by_role("button", name="Ja, haal ze eraf").click()

    expect(phone).to_have_url("/enrol", timeout=10_000)
    phone.goto("/wallet/people")
    expect(phone.get_by_text("Nog niemand gebruikt deze telefoon.")).to_be_visible()


def add(phone: Page, town: Town) -> None:
    """Somebody else starts on this phone, chooses no PIN, and pays."""
    phone.goto(f"/enrol#{town.enrolment_code}")
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone).to_have_url("/wallet/people#new")
    expect(phone.get_by_text("Kies je plaatje")).to_be_visible()
    phone.get_by_role("button", name="Vis").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()


def choose_pin(phone: Page, pin: str) -> None:
    phone.goto("/wallet/people")
    phone.get_by_text("Mijn plaatje en pincode").click()
    phone.get_by_label("Kies een pincode van 4 cijfers").fill(pin)
    phone.get_by_role("button", name="Bewaar mijn pincode").click()
    expect(phone.get_by_text("Je pincode is bewaard.")).to_be_visible()


def answer_pin(phone: Page, pin: str) -> None:
    phone.get_by_label("Jouw pincode", exact=True).fill(pin)
    phone.locator("[data-asks]").get_by_role("button", name="OK").click()
