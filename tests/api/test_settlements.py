"""Paying the shops over the API, with four eyes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from tests.treasury import NOT_AN_ID, Treasury
from wallet import clock
from wallet.identity.permissions import Role
from wallet.settlement.settlements import Settlement

PATH = "/api/settlements"


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def path_of(settlement: Settlement, noun: str) -> str:
    return f"{PATH}/{settlement.id}/{noun}"


def test_it_takes_a_token_of_a_treasurer(client: Client, office: Treasury) -> None:
    sponsor = office.token_of(treasury.a_sponsor(office))
    settlement = office.a_settlement()
    new = {"programme_id": str(office.programme.id), "reason": "Today"}

    for headers, status in (({}, 401), (sponsor, 403)):
        assert client.post(PATH, json=new, headers=headers).status_code == status
        assert client.get(PATH, headers=headers).status_code == status
        for noun in ("approval", "payment-file"):
            path = path_of(settlement, noun)
            assert client.post(path, headers=headers).status_code == status


def test_what_shops_are_owed_is_drawn_up(client: Client, office: Treasury) -> None:
    shop, headers = office.a_shop(owed=12_50), office.as_treasurer

    new = {"programme_id": str(office.programme.id), "reason": "Today"}

    answer = client.post(PATH, json=new, headers=headers)

    assert answer.status_code == 201
    assert (answer.json["stage"], answer.json["total_cents"]) == ("drawn-up", 12_50)
    (payout,) = answer.json["payouts"]
    assert payout["merchant_id"] == str(shop.id)
    assert (payout["amount_cents"], payout["iban"]) == (12_50, shop.iban)
    assert payout["state"] == "waiting"
    assert client.get(f"{PATH}/{answer.json['id']}", headers=headers).json == answer.json
    (listed,) = client.get(PATH, headers=headers).json
    assert listed["id"] == answer.json["id"]


def test_on_another_day_it_takes_a_reason(client: Client, office: Treasury) -> None:
    office.pays_on(clock.day_of(clock.now()) + timedelta(days=1))
    office.a_shop(owed=12_50)
    new, headers = {"programme_id": str(office.programme.id)}, office.as_treasurer

    refused = client.post(PATH, json=new, headers=headers)
    answer = client.post(PATH, json=new | {"reason": "A shop closes"}, headers=headers)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-payout-day")
    assert (answer.status_code, answer.json["off_calendar_reason"]) == (201, "A shop closes")


def test_nothing_owed_is_nothing_drawn_up(client: Client, office: Treasury) -> None:
    new = {"programme_id": str(office.programme.id), "reason": "Today"}

    answer = client.post(PATH, json=new, headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/nothing-to-pay-out")


@pytest.mark.parametrize("body", [{}, {"programme_id": "mine"}, {"programme": NOT_AN_ID}])
def test_what_makes_no_sense_is_invalid(
    client: Client, office: Treasury, body: dict[str, str]
) -> None:
    answer = client.post(PATH, json=body, headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-input")


def test_who_drew_it_up_does_not_approve_it(client: Client, office: Treasury) -> None:
    settlement = office.a_settlement()

    answer = client.post(path_of(settlement, "approval"), headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/own-settlement")


def test_a_colleague_approves_and_the_bank_gets_a_file(client: Client, office: Treasury) -> None:
    settlement = office.a_settlement()
    approval = client.post(path_of(settlement, "approval"), headers=office.as_colleague)
    assert (approval.status_code, approval.json["approved_by"]) == (
        201,
        office.colleague.person.name,
    )

    path = path_of(settlement, "payment-file")
    made = client.post(path, headers=office.as_treasurer)
    again = client.post(path, headers=office.as_colleague)
    got = client.get(path, headers=office.as_colleague)

    assert (made.status_code, again.status_code, got.status_code) == (201, 200, 200)
    assert made.mimetype == "application/xml"
    assert made.data == again.data == got.data
    assert etree.QName(etree.fromstring(made.data)).namespace.endswith("pain.001.001.09")


def test_without_approval_there_is_no_file(client: Client, office: Treasury) -> None:
    path, headers = path_of(office.a_settlement(), "payment-file"), office.as_colleague

    refused = client.post(path, headers=headers)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/settlement-not-approved")
    assert client.get(path, headers=headers).status_code == 404


def test_two_colleagues_approving_at_the_same_second_are_one(app: Flask, office: Treasury) -> None:
    settlement = office.a_settlement()
    third = build.a_member(office.session, Role.TREASURER, office.programme.operator)
    tokens, start = [office.as_colleague, office.token_of(third)], Barrier(2)

    def approve(headers: dict[str, str]) -> tuple[int, str]:
        start.wait()
        answer = app.test_client().post(path_of(settlement, "approval"), headers=headers)
        assert answer.json is not None
        return answer.status_code, answer.json.get("type", "")

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(approve, tokens))

    assert sorted(answers) == [(201, ""), (409, "/problems/settlement-already-approved")]


def test_settlements_of_others_are_not_there(client: Client, office: Treasury) -> None:
    settlement = office.export(office.a_settlement())
    stranger = treasury.open_treasury(office.session).as_treasurer
    new = {"programme_id": str(office.programme.id), "reason": "Today"}

    assert client.get(PATH, headers=stranger).json == []
    assert client.get(f"{PATH}/{settlement.id}", headers=stranger).status_code == 404
    assert client.post(PATH, json=new, headers=stranger).status_code == 404
    for noun in ("approval", "payment-file"):
        assert client.post(path_of(settlement, noun), headers=stranger).status_code == 404
    assert client.get(path_of(settlement, "payment-file"), headers=stranger).status_code == 404
