"""A merchant's program adds, pairs and blocks tills."""

from typing import Any

import pytest

from tests import build
from tests.api.conftest import Town
from tests.client import Client, bearer
from wallet.identity.permissions import Role


@pytest.fixture
def new(town: Town) -> dict[str, Any]:
    return {"merchant_id": str(town.shop.id), "name": "Terrace"}


def test_a_token_of_a_merchant_is_needed(client: Client, town: Town, new: dict[str, Any]) -> None:
    assert client.get("/api/tills").status_code == 401
    assert client.get("/api/tills", headers=town.as_till).status_code == 403
    assert client.post("/api/tills", json=new, headers=town.as_coordinator).status_code == 403


def test_a_shop_is_listed_with_its_programmes(client: Client, town: Town) -> None:
    (shop,) = client.get("/api/merchants", headers=town.as_shopkeeper).json

    assert shop["id"] == str(town.shop.id)
    assert shop["programme_ids"] == [str(town.programme.id)]


def test_a_till_is_added_paired_and_blocked(
    client: Client, town: Town, new: dict[str, Any]
) -> None:
    till = client.post("/api/tills", json=new, headers=town.as_shopkeeper).json
    code = client.post(f"/api/tills/{till['id']}/pairing-codes", headers=town.as_shopkeeper)
    paired = client.post("/api/tills/pairings", json={"code": code.json["code"]})

    assert (code.status_code, code.json.keys()) == (201, {"code", "expires_at"})
    assert paired.status_code == 201
    assert (paired.json["till"], paired.json["till_id"]) == ("Terrace", till["id"])
    asked = client.get(
        "/api/redemptions/6f1f2a52-4f0a-4b52-9a76-2d0f3c6f9b11",
        headers=bearer(paired.json["token"]),
    )
    assert asked.status_code == 404  # the till is known; the request is not

    first = client.post(f"/api/tills/{till['id']}/block", headers=town.as_shopkeeper)
    again = client.post(f"/api/tills/{till['id']}/block", headers=town.as_shopkeeper)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    listed = client.get("/api/tills", headers=town.as_shopkeeper).json
    assert {each["name"]: "blocked_at" in each for each in listed}["Terrace"]


def test_a_pairing_code_works_once(client: Client, town: Town) -> None:
    path = f"/api/tills/{town.till.id}/pairing-codes"
    code = client.post(path, headers=town.as_shopkeeper).json["code"]
    client.post("/api/tills/pairings", json={"code": code})

    again = client.post("/api/tills/pairings", json={"code": code})

    assert (again.status_code, again.json["type"]) == (409, "/problems/pairing-already-used")


@pytest.mark.parametrize("code", ["", "x" * 41, 12345])
def test_a_code_that_is_none_names_its_field(client: Client, town: Town, code: object) -> None:
    answer = client.post("/api/tills/pairings", json={"code": code})

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["code"]


def test_a_till_or_shop_of_others_is_not_there(
    client: Client, town: Town, new: dict[str, Any]
) -> None:
    stranger = town.as_member(build.a_member(town.session, Role.MERCHANT))

    assert client.post("/api/tills", json=new, headers=stranger).status_code == 404
    for action in ("pairing-codes", "block"):
        path = f"/api/tills/{town.till.id}/{action}"
        assert client.post(path, headers=stranger).status_code == 404
