"""Sponsors open funds over the API and see where the euros are."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import Parties


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


def test_a_sponsor_opens_a_fund(client: Client, town: Parties) -> None:
    new = {"programme_id": str(town.programme.id), "name": "Second fund"}
    headers = town.as_(town.sponsor)

    answer = client.post("/api/funds", json=new, headers=headers)
    listed = client.get("/api/funds", headers=headers).json

    assert answer.status_code == 201
    assert answer.json["name"] == "Second fund"
    assert answer.json["received_cents"] == answer.json["spent_cents"] == 0
    assert [fund["name"] for fund in listed] == ["Parks", "Second fund"]


def test_a_fund_says_where_its_euros_are(client: Client, town: Parties) -> None:
    build.top_up(town.session, town.fund, 250_00)
    build.a_budget(town.session, town.coordinator, town.fund, 100_00)

    answer = client.get(f"/api/funds/{town.fund.id}", headers=town.as_(town.treasurer))

    assert answer.status_code == 200
    assert answer.json.keys() >= {
        "id", "name", "received_cents", "pot_cents", "budgets_cents", "purses_cents",
        "merchants_cents", "payouts_cents", "paid_out_cents", "returned_cents", "spent_cents",
    }  # fmt: skip
    cents = {name: value for name, value in answer.json.items() if name.endswith("_cents")}
    assert cents["received_cents"] == 250_00
    assert cents["pot_cents"] == 150_00
    assert cents["budgets_cents"] == 100_00


def test_nobody_opens_a_fund_without_a_token(client: Client, town: Parties) -> None:
    assert client.get("/api/funds").status_code == 401
    assert client.post("/api/funds", json={}).status_code == 401
    assert client.get(f"/api/funds/{town.fund.id}").status_code == 401


def test_only_a_sponsor_opens_a_fund(client: Client, town: Parties) -> None:
    new = {"programme_id": str(town.programme.id), "name": "Mine"}

    for member in (town.treasurer, town.coordinator):
        answer = client.post("/api/funds", json=new, headers=town.as_(member))
        assert answer.status_code == 403
        assert answer.mimetype == "application/problem+json"
    assert client.get("/api/funds", headers=town.as_(town.coordinator)).status_code == 403


def test_a_fund_of_another_sponsor_is_not_there(client: Client, town: Parties) -> None:
    headers = town.as_(town.other_sponsor)

    assert client.get(f"/api/funds/{town.fund.id}", headers=headers).status_code == 404
    assert client.get(f"/api/funds/{uuid4()}", headers=headers).status_code == 404


def test_a_programme_one_takes_no_part_in_is_not_there(client: Client, town: Parties) -> None:
    elsewhere = build.a_programme(town.session)
    new = {"programme_id": str(elsewhere.id), "name": "Mine"}

    answer = client.post("/api/funds", json=new, headers=town.as_(town.sponsor))

    assert answer.status_code == 404
    assert answer.json["type"] == "/problems/programme-not-found"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": 5}, "name"),
        ({"programme_id": "no id"}, "programme_id"),
        ({"colour": "green"}, "colour"),
    ],
)
def test_a_fund_that_makes_no_sense_is_refused(
    client: Client, town: Parties, changes: dict[str, object], field: str
) -> None:
    new = {"programme_id": str(town.programme.id), "name": "Mine"} | changes

    answer = client.post("/api/funds", json=new, headers=town.as_(town.sponsor))

    assert answer.status_code == 422
    assert field in str(answer.json["errors"])
