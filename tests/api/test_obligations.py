"""Officers register obligations over the API; both parties see what counts."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import KVK_NUMBER, Parties

NEW: dict[str, Any] = {
    "contractor_kvk_number": KVK_NUMBER,
    "contract_number": "2026-0042",
    "title": "Maintenance of the parks",
    "awarded_on": "2026-02-02",
    "contract_sum_cents": 123_456_789,
    "percentage_bp": 500,
    "from_on": "2026-03-01",
    "to_on": "2028-02-29",
}


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


def test_an_officer_registers_an_obligation(client: Client, town: Parties) -> None:
    headers = town.as_(town.officer)

    answer = client.post("/api/obligations", json=NEW, headers=headers)
    shown = client.get(f"/api/obligations/{answer.json['id']}", headers=town.as_(town.sponsor))

    assert answer.status_code == 201
    assert answer.json["target_cents"] == 6_172_839
    assert shown.json == answer.json
    assert len(client.get("/api/obligations", headers=headers).json) == 2
    assert client.post("/api/obligations", json=NEW, headers=headers).status_code == 409


def test_an_unknown_contractor_is_a_clear_refusal(client: Client, town: Parties) -> None:
    new = NEW | {"contractor_kvk_number": "00000000"}

    answer = client.post("/api/obligations", json=new, headers=town.as_(town.officer))

    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/contractor-unknown"
    assert "00000000" in answer.json["title"]


def test_a_token_and_the_role_are_needed(client: Client, town: Parties) -> None:
    path = f"/api/obligations/{town.obligation.id}"

    assert client.get("/api/obligations").status_code == 401
    assert client.post("/api/obligations", json=NEW).status_code == 401
    assert client.get(path + "/contributions").status_code == 401
    sponsor, treasurer = town.as_(town.sponsor), town.as_(town.treasurer)
    assert client.post("/api/obligations", json=NEW, headers=sponsor).status_code == 403
    assert client.get("/api/obligations", headers=treasurer).status_code == 403
    assert client.get(path + "/contributions", headers=treasurer).status_code == 403


def test_an_obligation_between_others_is_not_there(client: Client, town: Parties) -> None:
    path = f"/api/obligations/{town.obligation.id}"

    for stranger in (town.other_officer, town.other_sponsor):
        headers = town.as_(stranger)
        assert client.get(path, headers=headers).status_code == 404
        assert client.get(path + "/contributions", headers=headers).status_code == 404
        assert client.get("/api/obligations", headers=headers).json == []


@pytest.mark.parametrize(
    "changes",
    [
        {"percentage_bp": 0},
        {"percentage_bp": 10_001},
        {"percentage_bp": 5.5},
        {"contract_sum_cents": 0},
        {"contract_sum_cents": -5},
        {"contract_number": ""},
        {"contract_number": "   "},
        {"title": " "},
        {"awarded_on": "02-02-2026"},
        {"from_on": "2026-02-30"},
        {"to_on": "2026-01-01"},
        {"contractor_kvk_number": "123"},
        {"contractor_kvk_number": 12345678},
        {"colour": "green"},
    ],
)
def test_a_contract_that_makes_no_sense_is_refused(
    client: Client, town: Parties, changes: dict[str, Any]
) -> None:
    answer = client.post("/api/obligations", json=NEW | changes, headers=town.as_(town.officer))

    assert answer.status_code == 422
    assert answer.json["title"]


def test_contributions_are_asked_per_period(client: Client, town: Parties) -> None:
    path = f"/api/obligations/{town.obligation.id}/contributions"
    headers = town.as_(town.officer)

    answer = client.get(path + "?from=2026-01-01&to=2026-12-31", headers=headers)

    assert answer.status_code == 200
    assert answer.json == {
        "from": "2026-01-01",
        "to": "2026-12-31",
        "redeemed_cents": 0,
        "reversed_cents": 0,
        "settled_cents": 0,
        "counted_cents": 0,
        "counted_in_total_cents": 0,
        "target_cents": 50_000_00,
    }
    for wrong in ("from=2026-12-31&to=2026-01-01", "from=yesterday", "from=", "until=2026-01-01"):
        assert client.get(f"{path}?{wrong}", headers=headers).status_code == 422
