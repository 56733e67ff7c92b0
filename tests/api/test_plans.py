"""Sponsors submit plans and officers decide, over the API."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import Parties
from wallet.funds.funds import Fund


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


def a_plan(town: Parties, **changes: Any) -> dict[str, Any]:
    plan = {
        "obligation_id": str(town.obligation.id),
        "fund_id": str(town.fund.id),
        "goal": "Company for older people",
        "target_group": "People without work",
        "neighbourhood": "Noord",
        "activities": "Coffee and gardening",
        "participants": "Neighbours and our own staff",
    }
    return plan | changes


def test_an_approved_plan_ties_the_fund(client: Client, town: Parties) -> None:
    as_sponsor, as_officer = town.as_(town.sponsor), town.as_(town.officer)
    submitted = client.post("/api/plans", json=a_plan(town), headers=as_sponsor)
    path = f"/api/plans/{submitted.json['id']}"

    approved = client.post(path + "/approval", headers=as_officer)

    assert submitted.status_code == 201
    assert submitted.json["approved_at"] is None
    assert submitted.json["recognition"] == "redemption"
    assert approved.status_code == 201
    assert approved.json["approved_at"]
    assert client.get(path, headers=as_sponsor).json == approved.json
    assert client.get("/api/plans", headers=as_officer).json == [approved.json]
    again = client.post(path + "/approval", headers=as_officer)
    assert (again.status_code, again.json["type"]) == (409, "/problems/plan-already-decided")
    more = client.post("/api/plans", json=a_plan(town), headers=as_sponsor)
    assert more.json["type"] == "/problems/fund-serves-another-obligation"


def test_a_decline_says_why(client: Client, town: Parties) -> None:
    path = f"/api/plans/{town.a_plan().id}/decline"
    headers = town.as_(town.officer)

    assert client.post(path, json={"reason": ""}, headers=headers).status_code == 422
    assert client.post(path, json={"reason": "  "}, headers=headers).status_code == 422
    declined = client.post(path, json={"reason": "Say who takes part."}, headers=headers)

    assert declined.status_code == 201
    assert declined.json["reason"] == "Say who takes part."
    assert declined.json["declined_at"]


def test_a_token_and_the_role_are_needed(client: Client, town: Parties) -> None:
    path = f"/api/plans/{town.a_plan().id}"

    assert client.post("/api/plans", json=a_plan(town)).status_code == 401
    assert client.post(path + "/approval").status_code == 401
    officer, sponsor = town.as_(town.officer), town.as_(town.sponsor)
    assert client.post("/api/plans", json=a_plan(town), headers=officer).status_code == 403
    assert client.post(path + "/approval", headers=sponsor).status_code == 403
    decline = client.post(path + "/decline", json={"reason": "No."}, headers=sponsor)
    assert decline.status_code == 403
    assert client.get(path, headers=town.as_(town.treasurer)).status_code == 403


def test_a_plan_between_others_is_not_there(client: Client, town: Parties) -> None:
    path = f"/api/plans/{town.a_plan().id}"

    assert client.get(path, headers=town.as_(town.other_sponsor)).status_code == 404
    stranger = town.as_(town.other_officer)
    assert client.get(path, headers=stranger).status_code == 404
    assert client.post(path + "/approval", headers=stranger).status_code == 404
    decline = client.post(path + "/decline", json={"reason": "No."}, headers=stranger)
    assert decline.status_code == 404


def test_a_plan_takes_an_own_fund_and_an_own_obligation(client: Client, town: Parties) -> None:
    headers = town.as_(town.sponsor)
    fund: Fund = build.a_fund(town.session)
    town.session.commit()

    for changes in ({"fund_id": str(fund.id)}, {"obligation_id": str(uuid4())}):
        answer = client.post("/api/plans", json=a_plan(town, **changes), headers=headers)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"goal": ""},
        {"goal": "\n"},
        {"target_group": "x" * 501},
        {"value_factor_bp": 0},
        {"value_factor_bp": 1.5},
        {"value_factor_bp": 100_001},
        {"cap_cents": 0},
        {"cap_cents": 1.5},
        {"recognition": "hope"},
        {"approved": True},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    client: Client, town: Parties, changes: dict[str, Any]
) -> None:
    answer = client.post("/api/plans", json=a_plan(town, **changes), headers=town.as_(town.sponsor))

    assert answer.status_code == 422
