"""Paying without a phone: a card from the desk, its PIN on the till."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.browser import camera, hands
from tests.browser.conftest import DESK, PHONE, TILL, Visit
from tests.browser.town import Town, a_town
from tests.world.cards import a_sheets_numbers
from wallet import clock
from wallet.codes import card_handovers, card_stock, cards
from wallet.codes.card_sheets import CardSheet
from wallet.identity import sign_in
from wallet.identity.memberships import Membership
from wallet.merchants.pin_tries import CardPinTry
from wallet.money import Euros
from wallet.wallets import registrations, wallets

Check = Callable[[Page], None]
PIN, WRONG = "80417", "80418"


@dataclass(frozen=True)
class Carried:
    """A town where the participant has a card, and the stock it came from."""

    town: Town
    coordinator: Membership
    sheet: CardSheet
    number: str


@pytest.fixture
def carried(committed: Session) -> Carried:
    town = a_town(committed, cents=40_00)
    [programme_id] = registrations.programme_ids(committed, town.wallet.id)
    [known] = registrations.of_programme(committed, programme_id)
    coordinator = build.a_colleague(committed, hired_by(committed, known.organisation_id))
    sheet = card_stock.order(
        committed, coordinator, programme_id=programme_id, page_count=1, now=clock.now()
    )
    number = a_sheets_numbers(committed, sheet)[0]
    yesterday = clock.now() - timedelta(days=1)
    card_handovers.hand_over(
        committed, coordinator, town.wallet.id, number=number, pin=PIN, now=yesterday
    )
    committed.commit()
    return Carried(town, coordinator, sheet, number)


def hired_by(session: Session, organisation_id: object) -> Membership:
    return session.scalars(
        select(Membership).where(Membership.organisation_id == organisation_id)
    ).first() or pytest.fail("nobody works there")


def type_pin(till: Page, pin: str) -> None:
    for digit in pin:
        till.locator(f"[data-digit='{digit}']").click()
    till.get_by_role("button", name="Klaar").click()


def test_a_card_pays_with_its_pin_on_the_till(
    visit: Visit, check_accessible: Check, committed: Session, carried: Carried
) -> None:
    till = hands.pair_till(visit, carried.town, expects=[409])
    hands.press(till, "12")
    hands.type_digits(till, carried.number)
    pad = till.locator("[data-pin]")
    expect(pad).to_contain_text("€ 12,00")
    check_accessible(till)

    type_pin(till, WRONG)
    expect(till.locator("[data-outcome=wrong-pin]")).to_contain_text("De pincode klopt niet.")
    check_accessible(till)
    till.get_by_role("link", name="Opnieuw").click()
    expect(till.get_by_label("Te betalen")).to_have_value("12")
    hands.type_digits(till, carried.number)
    type_pin(till, PIN)

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 12,00")
    assert wallets.balance(committed, carried.town.wallet) == Euros(28_00)
    assert committed.scalars(select(CardPinTry.is_right).order_by(CardPinTry.number)).all() == [
        False,
        True,
    ]


def test_the_pin_is_kept_nowhere_in_the_browser(visit: Visit, carried: Carried) -> None:
    till = hands.pair_till(visit, carried.town, expects=[409])
    hands.press(till, "12")
    hands.type_digits(till, carried.number)
    till.locator("[data-pin]").press_sequentially(PIN)
    expect(till.locator("[data-dot=on]")).to_have_count(5)

    kept = till.evaluate("""async () => {
      const open = indexedDB.open("wallet");
      const database = await new Promise(done => open.onsuccess = () => done(open.result));
      const all = database.transaction("drawer").objectStore("drawer").getAll();
      const sales = await new Promise(done => all.onsuccess = () => done(all.result));
      const stored = [sales, {...localStorage}, {...sessionStorage}, location.href];
      return JSON.stringify(stored) + document.documentElement.outerHTML;
    }""")
    till.get_by_role("button", name="Klaar").click()
    expect(till.locator("[data-outcome=paid]")).to_be_visible()

    assert PIN not in kept


def test_a_printed_card_is_read_by_the_camera(
    visit: Visit, committed: Session, carried: Carried, tmp_path: Path
) -> None:
    """A blank one of the stock, handed over now: the card as it comes out of the printer."""
    [picture] = pypdfium2.PdfDocument(card_stock.document(committed, carried.sheet))
    page: Image.Image = picture.render(scale=250 / 72).to_pil()
    second = tmp_path / "card.png"
    page.crop((195, 130, 1035, 665)).save(second)
    number = a_sheets_numbers(committed, carried.sheet)[1]
    card_handovers.hand_over(
        committed,
        carried.coordinator,
        carried.town.wallet.id,
        number=number,
        pin=PIN,
        now=clock.now(),
    )
    committed.commit()
    video = camera.film(tmp_path / "card.y4m", second.read_bytes(), turn=6)

    till = hands.pair_till(visit, carried.town, camera=video, expects=[409])
    hands.press(till, "4,50")
    till.get_by_role("button", name="Scan de code").click()

    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=hands.DECODES_WITHIN)
    till.get_by_role("link", name="Volgende klant").click()
    hands.press(till, "1")
    till.get_by_role("button", name="Scan de code").click()
    till.wait_for_timeout(3_000)  # it lies there still: that is no second sale
    expect(till.locator("[data-till]")).to_have_attribute("data-state", "scan")
    assert wallets.balance(committed, carried.town.wallet) == Euros(35_50)


def test_a_reload_while_the_pin_is_typed_loses_nothing(
    visit: Visit, committed: Session, carried: Carried
) -> None:
    till = hands.pair_till(visit, carried.town, expects=[409])
    hands.press(till, "12")
    hands.type_digits(till, carried.number)
    expect(till.locator("[data-pin]")).to_be_visible()

    till.reload()
    type_pin(till, PIN)

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 12,00")
    assert wallets.balance(committed, carried.town.wallet) == Euros(28_00)


def test_a_customer_may_stop_at_the_pin(visit: Visit, committed: Session, carried: Carried) -> None:
    till = hands.pair_till(visit, carried.town, expects=[409])
    hands.press(till, "12")
    hands.type_digits(till, carried.number)
    till.get_by_role("button", name="Stoppen").click()

    expect(till.locator("[data-outcome=revoked]")).to_be_visible()
    assert wallets.balance(committed, carried.town.wallet) == Euros(40_00)


def test_the_balance_is_for_the_holder(
    visit: Visit, check_accessible: Check, carried: Carried
) -> None:
    till = hands.pair_till(visit, carried.town, expects=[409])
    till.goto("/till/card-balance")
    check_accessible(till)
    till.get_by_label("Nummer op de kaart").fill(carried.number)
    till.get_by_label("Pincode van 5 cijfers").fill(WRONG)
    till.get_by_role("button", name="Saldo laten zien").click()
    expect(till.get_by_text("De pincode klopt niet.")).to_be_visible()
    till.get_by_label("Pincode van 5 cijfers").fill(PIN)
    till.get_by_role("button", name="Saldo laten zien").click()

    expect(till.get_by_text("€ 40,00")).to_be_visible()
    check_accessible(till)


def test_without_scripts_the_pin_is_a_page(visit: Visit, carried: Carried) -> None:
    till = visit("/till/pair", size=TILL, scripts=False)
    till.get_by_label("Koppelcode").fill(carried.town.pairing_code)
    till.get_by_role("button", name="Koppelen").click()
    till.get_by_label("Te betalen").fill("12")
    till.locator("#code").fill(carried.number)
    till.get_by_role("button", name="Laat de klant betalen").click()
    till.get_by_label("Pincode van 5 cijfers").fill(PIN)
    till.get_by_role("button", name="Klaar").click()

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 12,00")


def at_the_desk(visit: Visit, session: Session, carried: Carried) -> Page:
    token = sign_in.issue(session, carried.coordinator.person, now=clock.now())
    session.commit()
    desk = visit(f"/sign-in/{token}", size=DESK, expects=[409, 422])
    desk.locator("main button").click()
    return desk


def test_the_desk_orders_and_prints(
    visit: Visit, check_accessible: Check, committed: Session, carried: Carried
) -> None:
    desk = at_the_desk(visit, committed, carried)
    desk.get_by_role("link", name="Kaarten").click()
    check_accessible(desk)
    desk.get_by_role("button", name="Bestellen").click()
    expect(desk.get_by_text("10 kaarten staan klaar.")).to_be_visible()

    with desk.expect_download() as downloaded:
        desk.get_by_role("link", name="Download de PDF").first.click()

    assert len(pypdfium2.PdfDocument(downloaded.value.path())) == 1


def test_the_desk_replaces_a_card(
    visit: Visit, check_accessible: Check, committed: Session, carried: Carried
) -> None:
    desk = at_the_desk(visit, committed, carried)
    desk.goto(f"/organiser/participants/{carried.town.wallet.id}")
    check_accessible(desk)
    desk.get_by_role("link", name="Vervangen").click()
    desk.get_by_label("Nummer op de kaart").fill(a_sheets_numbers(committed, carried.sheet)[2])
    type_twice(desk, PIN, WRONG)
    expect(desk.locator("#pin_again-error")).to_be_visible()
    expect(desk.get_by_label("Pincode van 5 cijfers")).to_have_value("")
    desk.set_viewport_size(PHONE)  # type: ignore[arg-type]  # playwright has a TypedDict for this
    check_accessible(desk)
    type_twice(desk, PIN, PIN)

    expect(desk.get_by_text("De kaart werkt.")).to_be_visible()
    open_now = cards.find_open(committed, carried.town.wallet.id)
    assert open_now is not None
    assert cards.number_of(committed, open_now) != carried.number
    desk.get_by_role("link", name="Nieuwe pincode").click()
    check_accessible(desk)


def type_twice(desk: Page, pin: str, again: str) -> None:
    desk.get_by_label("Pincode van 5 cijfers").fill(pin)
    desk.get_by_label("Nog eens dezelfde pincode").fill(again)
    desk.get_by_role("button", name="Geven").click()
