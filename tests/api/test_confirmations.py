"""A program on the phone answers what a till asks above the floor."""

from typing import Any
from uuid import uuid4

import pytest

from tests import build
from tests.api.conftest import Town
from tests.build import Phone
from tests.client import Client, bearer
from wallet import clock
from wallet.wallets import device_tokens

PIN = "80417"
URL = "/api/confirmations"


@pytest.fixture
def phone(town: Town) -> Phone:
    payer = town.a_payer(100_00)
    build.a_registration(town.session, town.coordinator, town.programme, payer.wallet)
    town.session.commit()
    return payer


def own(phone: Phone) -> dict[str, str]:
    return bearer(device_tokens.make(phone.secret, phone.device.handle))


def a_request(phone: Phone) -> dict[str, Any]:
    code = phone.code(clock.now())
    return {"request_id": str(uuid4()), "code": code, "price_cents": 40_00}


def ask(client: Client, town: Town, phone: Phone) -> tuple[dict[str, Any], str]:
    """A PIN, a till that waits, and what the phone is asked."""
    chosen = client.post(f"{URL}/pin", json={"pin": PIN}, headers=own(phone))
    assert chosen.status_code == 204
    sale = a_request(phone)
    waits = client.post("/api/redemptions", json=sale, headers=town.as_till)
    assert (waits.status_code, waits.json["type"]) == (409, "/problems/phone-must-confirm")
    asked = client.get(URL, headers=own(phone)).json
    assert [each["price_cents"] for each in asked] == [40_00]
    assert asked[0]["shop"] == town.shop.name
    return sale, f"{URL}/{asked[0]['id']}"


def test_the_phone_says_yes_and_the_till_hears_it(client: Client, town: Town, phone: Phone) -> None:
    sale, url = ask(client, town, phone)
    waits = client.get(f"/api/redemptions/{sale['request_id']}", headers=town.as_till)
    assert waits.json["type"] == "/problems/phone-must-confirm"

    paid = client.post(f"{url}/consent", json={"pin": PIN}, headers=own(phone))

    assert (paid.status_code, paid.json["paid_cents"]) == (201, 40_00)
    told = client.post("/api/redemptions", json=sale, headers=town.as_till)
    assert (told.status_code, told.json) == (200, paid.json)
    assert client.get(URL, headers=own(phone)).json == []


def test_the_phone_says_no(client: Client, town: Town, phone: Phone) -> None:
    sale, url = ask(client, town, phone)

    assert client.post(f"{url}/refusal", headers=own(phone)).status_code == 204

    told = client.post("/api/redemptions", json=sale, headers=town.as_till)
    assert told.json["type"] == "/problems/not-paid"


@pytest.mark.parametrize(
    ("pin", "status", "problem"),
    [("29536", 409, "/problems/pin-wrong"), ("1234", 422, None), ("", 422, None)],
)
def test_another_pin_pays_nothing(
    client: Client, town: Town, phone: Phone, pin: str, status: int, problem: str | None
) -> None:
    _, url = ask(client, town, phone)

    answer = client.post(f"{url}/consent", json={"pin": pin}, headers=own(phone))

    assert answer.status_code == status
    assert problem in (None, answer.json["type"])


def test_not_yours_is_not_there(client: Client, town: Town, phone: Phone) -> None:
    _, url = ask(client, town, phone)
    stranger = own(town.a_payer(1_00))

    assert client.post(f"{url}/consent", json={"pin": PIN}, headers=stranger).status_code == 404
    assert client.post(f"{url}/refusal", headers=stranger).status_code == 404
    assert client.get(URL, headers=stranger).json == []


def test_only_a_phone_answers(client: Client, town: Town, phone: Phone) -> None:
    _, url = ask(client, town, phone)

    for who in (town.as_till, town.as_shopkeeper, town.as_coordinator):
        assert client.get(URL, headers=who).status_code == 403
        assert client.post(f"{url}/consent", json={"pin": PIN}, headers=who).status_code == 403
    assert client.get(URL).status_code == 401
