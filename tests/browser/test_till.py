"""The till, when the network, the camera or the cashier does something else than hoped."""

import json

from playwright.sync_api import Request, Route, expect
from sqlalchemy.orm import Session

from tests.browser import camera, hands
from tests.browser.conftest import TILL, Visit
from tests.browser.town import a_town
from wallet.money import Euros
from wallet.wallets import wallets

NO_NETWORK = ["ERR_FAILED", "ERR_INTERNET", "503"]


def test_a_lost_answer_is_asked_for_again_with_the_same_request_id(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    asked: list[Request] = []

    def lose_the_first_answers(route: Route) -> None:
        asked.append(route.request)
        answer = route.fetch()  # the sale is booked, but the till never hears so
        route.abort() if len(asked) < 3 else route.fulfill(response=answer)

    till.route("**/till/redemptions", lose_the_first_answers)
    hands.press(till, "5")
    hands.type_digits(till, hands.shown_digits(phone))

    expect(till.locator("[data-outcome=unknown]")).to_contain_text("Nog niet bekend")
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert len({json.loads(request.post_data or "")["request_id"] for request in asked}) == 1
    assert wallets.balance(committed, town.wallet) == Euros(4_00)


def test_a_sale_without_an_answer_survives_closing_the_page(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    till.route("**/till/redemptions", hands.lose_the_answer)
    hands.press(till, "5")
    hands.type_digits(till, hands.shown_digits(phone))
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()

    till.unroute_all(behavior="ignoreErrors")
    till.reload()

    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    assert wallets.balance(committed, town.wallet) == Euros(4_00)


def test_after_half_a_minute_the_till_revokes_the_sale(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    till.clock.install()
    till.route("**/till/redemptions", hands.lose_the_answer)
    hands.press(till, "5")
    hands.type_digits(till, hands.shown_digits(phone))
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()

    till.clock.run_for(60_000)

    expect(till.locator("[data-outcome=revoked]")).to_contain_text("Er is niets betaald.")
    assert wallets.balance(committed, town.wallet) == Euros(9_00)


def test_nothing_is_asked_without_an_amount(visit: Visit, committed: Session) -> None:
    till = hands.pair_till(visit, a_town(committed, cents=0))

    for amount in ("", "0", "0,00", "1,234", "-5"):
        till.get_by_label("Te betalen").fill(amount)
        till.get_by_role("button", name="Typ de cijfers").click()
        expect(till.locator(".price.wrong")).to_be_visible()


def test_after_a_mistake_the_amount_stays_and_the_keyboard_types(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town, expects=[422])
    till.keyboard.type("6,50")
    hands.type_digits(till, "123")
    expect(till.locator("[data-outcome=mistake]")).to_contain_text("24 cijfers")

    till.get_by_role("link", name="Opnieuw").click()
    expect(till.get_by_label("Te betalen")).to_have_value("6,50")
    hands.type_digits(till, hands.shown_digits(phone))
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 6,50")

    till.get_by_role("link", name="Volgende klant").click()
    expect(till.get_by_label("Te betalen")).to_have_value("")


def test_without_a_camera_the_till_says_what_to_do(visit: Visit, committed: Session) -> None:
    till = hands.pair_till(visit, a_town(committed, cents=0))

    expect(till.get_by_text("Geen camera. Typ de cijfers.")).to_be_visible()


def test_without_scripts_a_photo_of_the_code_pays(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = visit("/till/pair", size=TILL, scripts=False)
    till.get_by_label("Koppelcode").fill(town.pairing_code)
    till.get_by_role("button", name="Koppelen").click()
    till.get_by_label("Te betalen").fill("6,50")
    picture = camera.photo(phone.screenshot())
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}

    till.get_by_label("Of een foto van de code").set_input_files(photo)  # type: ignore[arg-type]
    till.get_by_role("button", name="Laat de klant betalen").click()

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 6,50")


def test_the_script_reads_a_photo_too(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    phone = hands.start_phone(visit, town)
    till = hands.pair_till(visit, town)
    hands.press(till, "1")
    field = till.get_by_label("Of een foto van de code")
    photos = [
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": camera.photo(page.screenshot())}
        for page in (till, phone)
    ]
    failed, read = (
        till.get_by_text("Geen code op deze foto."),
        till.get_by_text("De code is gelezen."),
    )

    field.set_input_files(photos[0])  # type: ignore[arg-type]  # playwright has a TypedDict for this
    expect(failed).to_be_visible()
    field.set_input_files(photos[1])  # type: ignore[arg-type]  # playwright has a TypedDict for this
    expect(read).to_be_visible()
    expect(failed).to_be_hidden()
    expect(till.get_by_label("De cijfers onder de code")).to_have_value(
        hands.shown_digits(phone).replace(" ", "").replace("\n", "")
    )
    till.get_by_role("button", name="Laat de klant betalen").click()

    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 1,00")
