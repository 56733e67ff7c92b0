"""Declarations and statements for programs."""

from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from tests.client import Client
from tests.social_return import declaring_parties, parties
from tests.social_return.parties import Parties
from wallet import clock


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


def test_a_period_is_declared_assessed_and_stated(client: Client, town: Parties) -> None:
    declaring_parties.with_sales(town, 12_00)
    sponsor, officer = town.as_(town.sponsor), town.as_(town.officer)
    path = f"/api/obligations/{town.obligation.id}"
    today = clock.day_of(clock.now()).isoformat()

    declared = client.post(f"{path}/declarations", json={"to": today}, headers=sponsor)
    assert declared.status_code == 201
    assert (declared.json["counted_cents"], declared.json["approved_cents"]) == (12_00, None)
    one = f"/api/declarations/{declared.json['id']}"
    evidence = client.get(f"{one}/evidence", headers=officer).data
    assert sha256(evidence).hexdigest() == declared.json["evidence_sha256"]
    asked = client.post(f"{one}/questions", json={"question": "Which?"}, headers=officer)
    [question] = asked.json["questions"]
    answered = client.post(
        f"{one}/questions/{question['id']}/answer", json={"answer": "That."}, headers=sponsor
    )
    assert answered.json["questions"][0]["answer"] == "That."
    assessed = client.post(
        f"{one}/assessment", json={"approved_cents": 10_00, "reason": "One."}, headers=officer
    )
    assert assessed.json["approved_cents"] == 10_00
    again = client.post(f"{one}/assessment", json={"approved_cents": 12_00}, headers=officer)
    assert again.status_code == 409
    stated = client.post(f"{path}/statements", json={"words": "We state."}, headers=officer)
    assert stated.status_code == 201
    assert '"recognised_cents":1000' in stated.json["document"]
    assert client.get(f"{path}/statements", headers=sponsor).json[0]["is_valid"]


def test_of_others_there_is_nothing(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    stranger = town.as_(town.other_sponsor)

    assert client.get(f"/api/declarations/{declaration.id}").status_code == 401
    assert client.get(f"/api/declarations/{declaration.id}", headers=stranger).status_code == 404
    assert (
        client.get(
            f"/api/obligations/{town.obligation.id}/declarations", headers=stranger
        ).status_code
        == 404
    )


def test_roles_and_bodies_are_checked(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    sponsor, officer = town.as_(town.sponsor), town.as_(town.officer)
    one = f"/api/declarations/{declaration.id}/assessment"

    assert client.post(one, json={"approved_cents": 1}, headers=sponsor).status_code == 403
    assert client.post(one, json={"approved_cents": -1}, headers=officer).status_code == 422
    assert client.post(one, json={"approved_cents": 1}, headers=officer).status_code == 422
