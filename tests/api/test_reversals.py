"""A merchant undoes a sale over the API."""

from uuid import uuid4

import pytest

from tests import build
from tests.api.conftest import Town
from tests.api.test_redemptions import a_request
from tests.client import Client, bearer
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.wallets import wallets


@pytest.fixture
def payer(town: Town) -> build.Phone:
    return town.a_payer(1000)


@pytest.fixture
def request_id(client: Client, town: Town, payer: build.Phone) -> str:
    sale = a_request(payer, 400)
    assert client.post("/api/redemptions", json=sale, headers=town.as_till).status_code == 201
    return str(sale["request_id"])


def test_nobody_undoes_a_sale_without_a_token(client: Client, request_id: str) -> None:
    assert client.post(f"/api/redemptions/{request_id}/reversal").status_code == 401


def test_a_coordinator_undoes_no_sale(client: Client, town: Town, request_id: str) -> None:
    answer = client.post(f"/api/redemptions/{request_id}/reversal", headers=town.as_coordinator)

    assert answer.status_code == 403


def test_the_coins_go_back_once(
    client: Client, town: Town, payer: build.Phone, request_id: str
) -> None:
    path = f"/api/redemptions/{request_id}/reversal"

    first = client.post(path, headers=town.as_till)
    again = client.post(path, headers=town.as_shopkeeper)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.json["paid_cents"] == 400
    town.session.rollback()
    assert wallets.balance(town.session, payer.wallet) == Euros(1000)


def test_another_till_of_the_same_shop_may_undo_it(
    client: Client, town: Town, request_id: str
) -> None:
    sibling = build.a_till_token(town.session, build.a_till(town.session, merchant=town.shop))
    town.session.commit()

    answer = client.post(f"/api/redemptions/{request_id}/reversal", headers=bearer(sibling))

    assert answer.status_code == 201


def test_of_two_sales_with_one_id_a_till_undoes_its_own(
    client: Client, town: Town, payer: build.Phone, request_id: str
) -> None:
    sibling = build.a_till_token(town.session, build.a_till(town.session, merchant=town.shop))
    town.session.commit()
    later = a_request(town.a_payer(1000), 250) | {"request_id": request_id}
    assert client.post("/api/redemptions", json=later, headers=bearer(sibling)).status_code == 201

    undone = client.post(f"/api/redemptions/{request_id}/reversal", headers=bearer(sibling))

    assert undone.json["paid_cents"] == 250
    town.session.rollback()
    assert wallets.balance(town.session, payer.wallet) == Euros(600)


def test_another_shop_does_not_find_it(client: Client, town: Town, request_id: str) -> None:
    stranger = build.a_member(town.session, Role.MERCHANT)

    answer = client.post(
        f"/api/redemptions/{request_id}/reversal", headers=town.as_member(stranger)
    )

    assert answer.status_code == 404


def test_a_request_that_never_arrived_is_never_paid(client: Client, town: Town) -> None:
    sale = a_request(town.a_payer(1000), 100)

    revoked = client.post(f"/api/redemptions/{sale['request_id']}/reversal", headers=town.as_till)
    late = client.post("/api/redemptions", json=sale, headers=town.as_till)

    assert (revoked.status_code, revoked.json["type"]) == (409, "/problems/not-paid")
    assert (late.status_code, late.json["type"]) == (409, "/problems/not-paid")


def test_a_shop_cannot_undo_what_never_was(client: Client, town: Town) -> None:
    answer = client.post(f"/api/redemptions/{uuid4()}/reversal", headers=town.as_shopkeeper)

    assert answer.status_code == 404
