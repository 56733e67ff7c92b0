"""A till takes coins over the API."""

from typing import Any
from uuid import uuid4

import pytest

from tests import build
from tests.api.conftest import Town
from tests.build import Phone
from tests.client import Client, bearer
from wallet import clock
from wallet.merchants import tills

WITHOUT_TOKEN = "/problems/sign-in-required"


def a_request(phone: Phone, cents: int, *, steps: int = 0, **changes: Any) -> dict[str, Any]:
    sale = {
        "request_id": str(uuid4()),
        "code": phone.code(clock.now(), steps=steps),
        "price_cents": cents,
    }
    return sale | changes


def test_a_till_must_say_who_it_is(client: Client, town: Town) -> None:
    answer = client.post("/api/redemptions", json=a_request(town.a_payer(500), 100))

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["type"] == WITHOUT_TOKEN


def test_only_a_till_takes_coins(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(500), 100)

    assert client.post("/api/redemptions", json=sale, headers=town.as_shopkeeper).status_code == 403


def test_coins_pay_as_far_as_they_reach(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(320), 500)

    answer = client.post("/api/redemptions", json=sale, headers=town.as_till)

    assert answer.status_code == 201
    assert answer.json.keys() == {
        "request_id", "receipt", "price_cents", "paid_cents", "to_go_cents", "redeemed_at",
    }  # fmt: skip
    assert answer.json["request_id"] == sale["request_id"]
    assert (answer.json["paid_cents"], answer.json["to_go_cents"]) == (320, 180)


def test_the_same_request_gets_the_same_answer_for_ever(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(1000), 300)
    first = client.post("/api/redemptions", json=sale, headers=town.as_till)

    again = client.post("/api/redemptions", json=sale, headers=town.as_till)
    shown = client.get(f"/api/redemptions/{sale['request_id']}", headers=town.as_till)

    assert (first.status_code, again.status_code, shown.status_code) == (201, 200, 200)
    assert first.json == again.json == shown.json


def test_a_request_id_is_for_one_price(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(1000), 300)
    client.post("/api/redemptions", json=sale, headers=town.as_till)

    answer = client.post("/api/redemptions", json=sale | {"price_cents": 301}, headers=town.as_till)

    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/request-id-reused"


def test_every_refusal_looks_the_same_at_the_till(client: Client, town: Town) -> None:
    payer, poor = town.a_payer(1000), build.a_phone(town.session)
    town.session.commit()
    used = a_request(payer, 100)
    client.post("/api/redemptions", json=used, headers=town.as_till)
    wrong = used["code"][:-1] + str((int(used["code"][-1]) + 1) % 10)

    answers = [
        client.post("/api/redemptions", json=sale, headers=town.as_till)
        for sale in (
            a_request(payer, 100, code=used["code"]),
            a_request(payer, 100, code=wrong),
            a_request(payer, 100, steps=-3),
            a_request(poor, 100),
        )
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert {answer.json["type"] for answer in answers} == {"/problems/not-paid"}
    assert len({answer.text for answer in answers}) == 1


def test_a_refused_request_stays_refused(client: Client, town: Town) -> None:
    late = a_request(town.a_payer(1000), 100, steps=-3)
    client.post("/api/redemptions", json=late, headers=town.as_till)

    shown = client.get(f"/api/redemptions/{late['request_id']}", headers=town.as_till)

    assert (shown.status_code, shown.json["type"]) == (409, "/problems/not-paid")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price_cents", 0),
        ("price_cents", -100),
        ("price_cents", 1.5),
        ("price_cents", 100.0),
        ("price_cents", "100"),
        ("price_cents", "1.005"),
        ("price_cents", True),
        ("price_cents", None),
        ("price_cents", 100_000_001),
        ("price_cents", 10**40),
        ("code", "1" * 23),
        ("code", "1" * 25),
        ("code", "a" * 24),
        ("code", "1" * 23 + "\u0661"),
        ("code", 111111111111111111111111),
        ("code", "1" * 24 + "\n"),
        ("request_id", "not-a-uuid"),
        ("request_id", "{6f1f2a52-4f0a-4b52-9a76-2d0f3c6f9b11}"),
        ("surprise", 1),
    ],
)
def test_what_makes_no_sense_names_its_field(
    client: Client, town: Town, field: str, value: object
) -> None:
    sale = a_request(town.a_payer(1000), 100, **{field: value})

    answer = client.post("/api/redemptions", json=sale, headers=town.as_till)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == "/problems/invalid-input"
    assert list(answer.json["errors"]) == [field]


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "null"])
def test_a_body_that_is_no_object_is_refused(client: Client, town: Town, body: str) -> None:
    answer = client.post(
        "/api/redemptions", data=body, content_type="application/json", headers=town.as_till
    )

    assert answer.status_code == 422


def test_a_blocked_till_takes_no_coins_and_hears_why(client: Client, town: Town) -> None:
    tills.block(town.session, town.till, by=town.shopkeeper.person, now=build.NOW)
    sale = a_request(town.a_payer(1000), 100)

    answer = client.post("/api/redemptions", json=sale, headers=town.as_till)

    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/till-blocked"


def test_a_request_of_another_till_is_not_to_be_found(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(1000), 100)
    client.post("/api/redemptions", json=sale, headers=town.as_till)
    stranger = build.a_till(town.session, town.programme)
    token = build.a_till_token(town.session, stranger)
    town.session.commit()

    assert (
        client.get(f"/api/redemptions/{sale['request_id']}", headers=bearer(token)).status_code
        == 404
    )
