"""Payouts, offers and account numbers over the API."""

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.api.conftest import Town
from tests.client import Client, bearer
from tests.settlement import debts
from tests.treasury import Treasury
from wallet.identity import access_tokens
from wallet.identity.permissions import Role


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def as_member(town: Town, role: Role) -> dict[str, str]:
    member = build.a_member(town.session, role, town.programme.operator)
    token = access_tokens.issue(town.session, member, now=build.NOW)
    town.session.commit()
    return bearer(token)


def test_a_settlement_is_withdrawn_and_says_whom_it_left_out(
    client: Client, office: Treasury
) -> None:
    small, settlement = office.a_shop(owed=5_00), office.a_settlement()
    path, headers = f"/api/settlements/{settlement.id}", office.as_treasurer

    answer = client.post(f"{path}/withdrawal", headers=headers)

    assert (answer.status_code, answer.json["stage"]) == (201, "withdrawn")
    assert answer.json["omissions"] == []
    assert {each["state"] for each in answer.json["payouts"]} == {"withdrawn"}
    assert str(small.id) in {each["merchant_id"] for each in answer.json["payouts"]}
    approval = client.post(f"{path}/approval", headers=office.as_colleague)
    assert approval.json["type"] == "/problems/settlement-withdrawn"


def test_the_first_version_asked_for_is_the_only_one(client: Client, office: Treasury) -> None:
    settlement = office.approve(office.a_settlement())
    path, headers = f"/api/settlements/{settlement.id}/payment-file", office.as_treasurer

    old = client.post(f"{path}?version=pain.001.001.03", headers=headers)
    new = client.post(path, headers=headers)

    assert (old.status_code, new.status_code) == (201, 200)
    assert old.data == new.data
    assert etree.QName(etree.fromstring(old.data)).namespace.endswith("pain.001.001.03")
    assert client.post(f"{path}?version=pain.008", headers=headers).status_code == 422


def test_a_shop_reads_its_statement(client: Client, town: Town, office: Treasury) -> None:
    debts.owe(town.session, town.shop, build.a_fund(town.session, town.programme), 7_50)
    drawn_up = {"programme_id": str(town.programme.id), "reason": "Today"}
    town.session.commit()
    client.post("/api/settlements", json=drawn_up, headers=as_member(town, Role.TREASURER))
    path = f"/api/merchants/{town.shop.id}/payouts"

    (payout,) = client.get(path, headers=town.as_shopkeeper).json
    statement = client.get(f"{path}/{payout['id']}", headers=town.as_shopkeeper).json

    assert (payout["amount_cents"], payout["state"]) == (7_50, "waiting")
    assert statement["total_cents"] == sum(each["amount_cents"] for each in statement["lines"])
    assert client.get(path, headers=office.as_treasurer).status_code == 403


def test_an_offer_is_made_and_approved(client: Client, town: Town) -> None:
    new = {
        "merchant_id": str(town.shop.id),
        "programme_id": str(town.programme.id),
        "name": "Bread",
        "price_cents": 3_00,
        "usual_price_cents": 3_50,
    }
    made = client.post("/api/offers", json=new, headers=town.as_shopkeeper)
    admin = as_member(town, Role.ADMIN)
    path = f"/api/offers/{made.json['id']}"

    approved = client.post(f"{path}/approval", headers=admin)
    declined = client.post(f"{path}/decline", json={"reason": "No"}, headers=admin)

    assert (made.json["state"], approved.json["state"]) == ("waiting", "approved")
    assert declined.json["type"] == "/problems/offer-already-decided"
    assert [each["id"] for each in client.get("/api/offers", headers=admin).json] == [
        made.json["id"]
    ]


def test_an_account_number_is_asked_approved_and_called_off(client: Client, town: Town) -> None:
    new = {"merchant_id": str(town.shop.id), "iban": build.an_iban(), "payee": "Shop"}
    asked = client.post("/api/iban-changes", json=new, headers=town.as_shopkeeper)
    treasurer = as_member(town, Role.TREASURER)
    path = f"/api/iban-changes/{asked.json['id']}"

    approved = client.post(f"{path}/approval", headers=treasurer)
    stopped = client.post(f"{path}/call-off", headers=treasurer)

    assert (asked.status_code, asked.json["state"]) == (201, "waiting")
    assert new["iban"] not in asked.text
    assert (approved.json["state"], stopped.json["state"]) == ("resting", "called-off")
    assert client.post(f"{path}/approval", headers=town.as_shopkeeper).status_code == 403
