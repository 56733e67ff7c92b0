"""Disputes over the API, by the three who take part."""

from typing import Any
from uuid import uuid4

import pytest

from tests import build
from tests.api.conftest import Town
from tests.build import Phone
from tests.client import Client, bearer
from wallet import clock
from wallet.identity.permissions import Role
from wallet.wallets import device_tokens

URL = "/api/disputes"


@pytest.fixture
def phone(client: Client, town: Town) -> Phone:
    """Somebody who just paid EUR 8."""
    payer = town.a_payer(10_00)
    sale = {
        "request_id": str(uuid4()),
        "code": payer.code(clock.now()),
        "price_cents": 8_00,
    }
    assert client.post("/api/redemptions", json=sale, headers=town.as_till).status_code == 201
    return payer


def own(phone: Phone) -> dict[str, str]:
    return bearer(device_tokens.make(phone.secret, phone.device.handle))


def dispute(client: Client, phone: Phone, **changes: Any) -> Any:
    sale = client.get("/api/wallet/events", headers=own(phone)).json[0]
    said = {"sale_id": sale["subject"], "reason": "got-nothing"} | changes
    return client.post(URL, json=said, headers=own(phone))


def test_a_participant_says_so_and_the_shop_gives_back(
    client: Client, town: Town, phone: Phone
) -> None:
    said = dispute(client, phone)
    assert said.status_code == 201
    assert (said.json["paid_cents"], said.json["is_returned"]) == (8_00, False)

    listed = client.get(URL, headers=town.as_shopkeeper).json
    assert listed == [said.json]
    url = f"{URL}/{said.json['sale_id']}/return"
    returned = client.post(url, headers=town.as_shopkeeper)

    assert returned.json["is_returned"] is True
    assert client.get("/api/wallet", headers=own(phone)).json["balance_cents"] == 10_00


def test_the_shop_says_why_not(client: Client, town: Town, phone: Phone) -> None:
    url = f"{URL}/{dispute(client, phone).json['sale_id']}/answer"

    kept = client.post(url, json={"words": "Two loaves."}, headers=town.as_shopkeeper)
    again = client.post(url, json={"words": "No."}, headers=town.as_shopkeeper)

    assert kept.json["answer"] == "Two loaves."
    assert (again.status_code, again.json["type"]) == (409, "/problems/dispute-answered")


def test_a_treasurer_of_the_operator_sees_all(client: Client, town: Town, phone: Phone) -> None:
    dispute(client, phone)
    treasurer = build.a_member(town.session, Role.TREASURER, town.programme.operator)
    stranger = build.a_member(town.session, Role.TREASURER)

    assert len(client.get(URL, headers=town.as_member(treasurer)).json) == 1
    assert client.get(URL, headers=town.as_member(stranger)).json == []


@pytest.mark.parametrize("changes", [{"reason": "mood"}, {"reason": None}, {"sale_id": "x"}])
def test_what_makes_no_sense_is_invalid(
    client: Client, phone: Phone, changes: dict[str, Any]
) -> None:
    assert dispute(client, phone, **changes).status_code == 422


def test_not_yours_is_not_there(client: Client, town: Town, phone: Phone) -> None:
    said = dispute(client, phone).json
    other = build.a_member(town.session, Role.MERCHANT)
    stranger = town.a_payer(1_00)

    assert (
        client.post(
            URL, json={"sale_id": said["sale_id"], "reason": "not-me"}, headers=own(stranger)
        ).status_code
        == 404
    )
    url = f"{URL}/{said['sale_id']}/return"
    assert client.post(url, headers=town.as_member(other)).status_code == 404
    assert client.post(url, headers=own(phone)).status_code == 403
    assert client.get(URL, headers=own(phone)).status_code == 403
