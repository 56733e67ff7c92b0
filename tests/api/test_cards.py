"""Cards for programs: a desk hands them over, a till takes them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest

from tests import build
from tests.api.conftest import Town
from tests.client import Client
from wallet import clock
from wallet.codes import card_stock, cards
from wallet.wallets.wallets import Wallet

PIN, WRONG = "80417", "80418"


@pytest.fixture
def wallet(town: Town) -> Wallet:
    """A participant with EUR 40.00 that can be spent today."""
    made = build.a_registration(town.session, town.coordinator, town.programme)
    until = clock.day_of(clock.now()) + timedelta(days=365)
    fund = build.a_fund(town.session, town.programme)
    build.give(town.session, made, fund, 40_00, expires_on=until)
    town.session.commit()
    return made


@pytest.fixture
def numbers(town: Town) -> list[str]:
    sheet = build.a_sheet(town.session, town.coordinator, town.programme)
    town.session.commit()
    return [
        cards.number_of(town.session, card) for card in card_stock.of_sheet(town.session, sheet)
    ]


def hand_over(client: Client, town: Town, wallet: Wallet, number: str) -> Any:
    path = f"/api/participants/{wallet.id}/cards"
    return client.post(path, json={"number": number, "pin": PIN}, headers=town.as_coordinator)


def pay(client: Client, town: Town, number: str, cents: int, **more: Any) -> Any:
    asked = {"request_id": str(uuid4()), "code": number, "price_cents": cents} | more
    return client.post("/api/redemptions", json=asked, headers=town.as_till)


def test_a_sheet_is_ordered_listed_and_printed(client: Client, town: Town) -> None:
    new = {"programme_id": str(town.programme.id), "page_count": 2}

    made = client.post("/api/card-sheets", json=new, headers=town.as_coordinator)
    listed = client.get("/api/card-sheets", headers=town.as_colleague)
    printed = client.get(
        f"/api/card-sheets/{made.json['id']}/document", headers=town.as_coordinator
    )

    assert made.status_code == 201
    assert listed.json == [made.json]
    assert printed.mimetype == "application/pdf"
    assert len(pypdfium2.PdfDocument(printed.data)) == 2


def test_cards_need_a_coordinator(client: Client, town: Town, wallet: Wallet) -> None:
    path = f"/api/participants/{wallet.id}/cards"

    for page in ("/api/card-sheets", path):
        assert client.get(page).status_code == 401
        assert client.get(page, headers=town.as_shopkeeper).status_code == 403
    assert client.post("/api/card-balances", headers=town.as_coordinator).status_code in (403, 422)


def test_a_card_is_handed_over_once(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    made = hand_over(client, town, wallet, numbers[0])
    again = hand_over(client, town, wallet, numbers[0])

    assert made.status_code == 201
    assert made.json["last_digits"] == numbers[0][-4:]
    assert made.json["left_today_cents"] == 25_00
    assert "pin" not in made.json
    assert (again.status_code, again.json["type"]) == (409, "/problems/card-already-handed-over")


def test_a_card_pays_with_its_pin(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    hand_over(client, town, wallet, numbers[0])
    request_id = str(uuid4())

    small = pay(client, town, numbers[0], 10_00)
    question = pay(client, town, numbers[0], 11_00, request_id=request_id)
    wrong = pay(client, town, numbers[0], 11_00, pin=WRONG)
    paid = pay(client, town, numbers[0], 11_00, request_id=request_id, pin=PIN)

    assert small.json["paid_cents"] == 10_00
    assert question.json["type"] == "/problems/card-pin-needed"
    assert wrong.json["type"] == "/problems/pin-not-right"
    assert (paid.status_code, paid.json["paid_cents"]) == (201, 11_00)


def test_what_became_of_a_wrong_pin_is_told_again(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    hand_over(client, town, wallet, numbers[0])
    request_id = str(uuid4())
    pay(client, town, numbers[0], 11_00, request_id=request_id, pin=WRONG)

    shown = client.get(f"/api/redemptions/{request_id}", headers=town.as_till)

    assert (shown.status_code, shown.json["type"]) == (409, "/problems/pin-not-right")


def test_a_locked_card_is_opened_with_a_new_pin(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    card_id = hand_over(client, town, wallet, numbers[0]).json["id"]
    path = f"/api/participants/{wallet.id}/cards"
    for _ in range(10):
        pay(client, town, numbers[0], 11_00, pin=WRONG)

    [locked] = client.get(path, headers=town.as_coordinator).json
    opened = client.post(f"{path}/{card_id}/pin", json={"pin": "29304"}, headers=town.as_colleague)

    assert (locked["wrong_pin_count"], locked["locked_at"] is None) == (10, False)
    assert opened.json["locked_at"] is None
    assert pay(client, town, numbers[0], 11_00, pin="29304").status_code == 201


def test_a_blocked_card_pays_nothing(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    card_id = hand_over(client, town, wallet, numbers[0]).json["id"]
    path = f"/api/participants/{wallet.id}/cards/{card_id}/block"

    blocked = client.post(path, headers=town.as_coordinator)

    assert blocked.json["blocked_at"] is not None
    assert pay(client, town, numbers[0], 1_00).json["type"] == "/problems/card-cannot-pay"


def test_the_balance_is_told_to_who_knows_the_pin(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    hand_over(client, town, wallet, numbers[0])
    asked = {"request_id": str(uuid4()), "number": numbers[0], "pin": PIN}

    told = client.post("/api/card-balances", json=asked, headers=town.as_till)
    again = client.post("/api/card-balances", json=asked, headers=town.as_till)
    wrong = client.post(
        "/api/card-balances",
        json=asked | {"request_id": str(uuid4()), "pin": WRONG},
        headers=town.as_till,
    )

    assert told.json == {"balance_cents": 40_00}
    assert again.json["type"] == "/problems/request-id-reused"
    assert wrong.json["type"] == "/problems/pin-not-right"


@pytest.mark.parametrize(
    ("field", "value"),
    [("pin", "1234"), ("pin", 80417), ("number", "9" * 15), ("number", 9123456789012345)],
)
def test_what_makes_no_sense_names_its_field(
    client: Client, town: Town, wallet: Wallet, field: str, value: object
) -> None:
    new = {"number": "9123456789012345", "pin": PIN} | {field: value}
    path = f"/api/participants/{wallet.id}/cards"

    answer = client.post(path, json=new, headers=town.as_coordinator)

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_cards_of_others_are_not_there(
    client: Client, town: Town, wallet: Wallet, numbers: list[str]
) -> None:
    hand_over(client, town, wallet, numbers[0])
    elsewhere = town.as_member(build.a_coordinator(town.session, town.programme))
    path = f"/api/participants/{wallet.id}/cards"
    [sheet] = client.get("/api/card-sheets", headers=town.as_coordinator).json

    assert client.get(path, headers=elsewhere).status_code == 404
    document = f"/api/card-sheets/{sheet['id']}/document"
    assert client.get(document, headers=elsewhere).status_code == 404
