"""The desk: cards ordered, printed, handed over, blocked, replaced and opened."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from lxml import html
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import build
from tests.client import Client
from tests.web.organiser.conftest import FORM, Garden
from wallet.codes import card_numbers, card_pins, card_sheets, card_stock, cards
from wallet.codes.card_sheets import CardSheet
from wallet.identity.permissions import Role
from wallet.wallets.wallets import Wallet

PIN = "80417"


@pytest.fixture
def numbers(garden: Garden) -> list[str]:
    """The cards in the drawer."""
    sheet = build.a_sheet(garden.session, garden.coordinator, garden.programme)
    garden.session.commit()
    return [
        cards.number_of(garden.session, card) for card in card_stock.of_sheet(garden.session, sheet)
    ]


def page_of(wallet: Wallet) -> str:
    return f"/organiser/participants/{wallet.id}"


def hand_over(client: Client, garden: Garden, card_number: str, **fields: Any) -> TestResponse:
    typed = {"number": card_number, "pin": PIN, "pin_again": PIN} | fields
    return client.submit(f"{page_of(garden.wallet)}/cards/new", form=FORM, **typed)


@pytest.mark.parametrize("role", [Role.MERCHANT, Role.SPONSOR, Role.TREASURER, Role.ADMIN])
def test_cards_are_for_coordinators(client: Client, garden: Garden, role: Role) -> None:
    assert client.get("/organiser/cards/").location == "/sign-in/"
    stranger = build.a_member(garden.session, role)
    garden.session.commit()
    client.sign_in(stranger)

    assert client.get("/organiser/cards/").status_code == 404
    assert client.get(f"{page_of(garden.wallet)}/cards/new").status_code == 404


def test_a_sheet_is_ordered_and_downloaded(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit("/organiser/cards/", form=FORM, page_count="2")
    listed = client.get(answer.location)
    [link] = html.fromstring(listed.text).xpath("//a[contains(@href, '.pdf')]/@href")
    made = client.get(link)

    assert "20 kaarten staan klaar" in listed.text
    assert made.mimetype == "application/pdf"
    assert made.headers["Cache-Control"] == "no-store"
    assert len(pypdfium2.PdfDocument(made.data)) == 2


@pytest.mark.parametrize("page_count", ["", "0", "11", "x"])
def test_a_sheet_of_another_size_is_refused(
    client: Client, garden: Garden, page_count: str
) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit("/organiser/cards/", form=FORM, page_count=page_count)

    assert answer.status_code == 422
    assert sheets_of(garden) == []


def test_the_sheet_of_others_is_not_there(
    client: Client, garden: Garden, numbers: list[str]
) -> None:
    elsewhere = build.a_coordinator(garden.session, garden.programme)
    garden.session.commit()
    [sheet] = sheets_of(garden)
    client.sign_in(elsewhere)

    assert client.get(f"/organiser/cards/{sheet.id}.pdf").status_code == 404


def test_a_card_is_handed_over_with_a_pin_nobody_sees(
    client: Client, garden: Garden, numbers: list[str]
) -> None:
    client.sign_in(garden.coordinator)

    answer = hand_over(client, garden, card_numbers.grouped(numbers[3]))
    shown = client.get(answer.location).text

    card = cards.find_open(garden.session, garden.wallet.id)
    assert card is not None
    assert cards.number_of(garden.session, card) == numbers[3]
    assert numbers[3][-4:] in shown
    assert numbers[3] not in shown.replace(" ", "")
    assert PIN not in shown


def test_a_photo_of_the_card_will_do(client: Client, garden: Garden, numbers: list[str]) -> None:
    client.sign_in(garden.coordinator)
    [sheet] = sheets_of(garden)
    made = pypdfium2.PdfDocument(card_stock.document(garden.session, sheet))
    page: Image.Image = made[0].render(scale=200 / 72).to_pil()
    file = BytesIO()
    page.crop((0, 0, page.width // 2, page.height // 5)).save(file, "JPEG", quality=60)
    file.seek(0)

    answer = hand_over(client, garden, "", photo=(file, "card.jpg"))

    assert answer.status_code == 302
    card = cards.find_open(garden.session, garden.wallet.id)
    assert card is not None
    assert cards.number_of(garden.session, card) == numbers[0]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"number": ""}, "number"),
        ({"number": "9123"}, "number"),
        ({"number": "9123456789012345"}, "number"),
        ({"pin": ""}, "pin"),
        ({"pin": "8041", "pin_again": "8041"}, "pin"),
        ({"pin": "12345", "pin_again": "12345"}, "pin"),
        ({"pin_again": "80418"}, "pin_again"),
        ({"pin": "9" * 10_000, "pin_again": "9" * 10_000}, "pin"),
        ({"number": "", "photo": (BytesIO(b"no photo"), "card.jpg")}, "photo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    client: Client, garden: Garden, numbers: list[str], fields: dict[str, Any], wrong: str
) -> None:
    client.sign_in(garden.coordinator)

    answer = hand_over(client, garden, numbers[0], **fields)

    assert answer.status_code in (409, 422)
    assert html.fromstring(answer.text).xpath(f"//*[@id='{wrong}-error']")
    assert cards.of_wallet(garden.session, garden.wallet.id) == []
    assert "80417" not in answer.text


def test_a_lost_card_is_replaced(client: Client, garden: Garden, numbers: list[str]) -> None:
    client.sign_in(garden.coordinator)
    hand_over(client, garden, numbers[0])

    asked = client.get(f"{page_of(garden.wallet)}/cards/new").text
    hand_over(client, garden, numbers[1])

    assert f"{numbers[0][-4:]} werkt dan niet meer" in asked
    now_open = cards.find_open(garden.session, garden.wallet.id)
    assert now_open is not None
    assert cards.number_of(garden.session, now_open) == numbers[1]


def test_a_card_is_blocked(client: Client, garden: Garden, numbers: list[str]) -> None:
    client.sign_in(garden.coordinator)
    hand_over(client, garden, numbers[0])

    answer = client.submit(page_of(garden.wallet), form="form[contains(@action, '/block')]")

    assert "De kaart is geblokkeerd" in client.get(answer.location).text
    assert cards.find_open(garden.session, garden.wallet.id) is None


def test_a_locked_card_is_shown_with_its_reason_and_opened(
    client: Client, garden: Garden, numbers: list[str]
) -> None:
    client.sign_in(garden.coordinator)
    hand_over(client, garden, numbers[0])
    card = lock(garden.session, garden.wallet)

    listed = client.get("/organiser/cards/").text
    shown = client.get(page_of(garden.wallet)).text
    page = f"{page_of(garden.wallet)}/cards/{card.id}/pin"
    client.submit(page, form=FORM, pin="29304", pin_again="29304")

    assert garden.name in listed
    assert "Tien verkeerde pincodes achter elkaar" in listed
    assert "Op slot" in shown
    assert not card_pins.is_locked(garden.session, card.id)
    assert garden.name not in client.get("/organiser/cards/").text


def test_two_pins_that_differ_change_nothing(
    client: Client, garden: Garden, numbers: list[str]
) -> None:
    client.sign_in(garden.coordinator)
    hand_over(client, garden, numbers[0])
    [card] = cards.of_wallet(garden.session, garden.wallet.id)

    page = f"{page_of(garden.wallet)}/cards/{card.id}/pin"
    answer = client.submit(page, form=FORM, pin="29304", pin_again="29305")

    assert answer.status_code == 422
    chosen = card_pins.find(garden.session, card.id)
    assert chosen is not None
    assert chosen.version == 1


def test_the_cards_of_others_participants_are_not_there(
    client: Client, garden: Garden, numbers: list[str]
) -> None:
    client.sign_in(garden.coordinator)
    hand_over(client, garden, numbers[0])
    [card] = cards.of_wallet(garden.session, garden.wallet.id)
    other = build.a_registration(garden.session, garden.coordinator, garden.programme)
    elsewhere = build.a_coordinator(garden.session, garden.programme)
    garden.session.commit()

    assert client.get(f"{page_of(other)}/cards/{card.id}/pin").status_code == 404
    client.sign_in(elsewhere)
    assert client.get(f"{page_of(garden.wallet)}/cards/{card.id}/pin").status_code == 404
    assert client.get(f"{page_of(garden.wallet)}/cards/new").status_code == 404


def sheets_of(garden: Garden) -> list[CardSheet]:
    return card_sheets.of_organisation(garden.session, garden.coordinator.organisation_id)


def lock(session: Session, wallet: Wallet) -> cards.Card:
    [card] = cards.of_wallet(session, wallet.id)
    chosen = card_pins.find(session, card.id)
    assert chosen is not None
    card_pins.lock(session, chosen, now=build.NOW)
    session.commit()
    return card
