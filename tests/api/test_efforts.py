"""Programs of contractors enter efforts with what shows them; those of officers assess them."""

import base64

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return import agreements, parties, tables
from tests.social_return.deeds import PDF, TODAY
from tests.social_return.parties import Parties
from wallet.social_return.obligations import Obligation


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


@pytest.fixture
def contract(town: Parties) -> Obligation:
    tables.adopt(town.session, town.officer)
    made = agreements.an_obligation(town.session, town.sponsor.organisation, town.officer)
    town.session.commit()
    return made


AN_INVOICE = {
    "kind": "invoice",
    "description": "Lunches by a social enterprise",
    "from_on": TODAY.isoformat(),
    "to_on": TODAY.isoformat(),
    "amount_cents": 400_00,
    "supplier_kvk": "87654321",
    "invoice_number": "F-1",
}


def test_an_invoice_counts_once_with_what_shows_it(
    client: Client, town: Parties, contract: Obligation
) -> None:
    as_sponsor, as_officer = town.as_(town.sponsor), town.as_(town.officer)
    path = f"/api/obligations/{contract.id}/efforts"
    first, again = (client.post(path, json=AN_INVOICE, headers=as_sponsor).json for _ in range(2))
    own = f"/api/efforts/{first['id']}"
    file = {"name": "F-1.pdf", "content": base64.b64encode(PDF).decode()}

    shown = client.post(f"{own}/files", json=file, headers=as_sponsor)
    accepted = {"accepted_cents": first["claimed_cents"]}
    assessed = client.post(f"{own}/assessment", json=accepted, headers=as_officer)
    twice = client.post(f"/api/efforts/{again['id']}/assessment", json=accepted, headers=as_officer)

    assert first["claimed_cents"] == 600_00  # x 1.5 by the table
    [kept] = shown.json["files"]
    assert client.get(f"{own}/files/{kept['id']}", headers=as_officer).data == PDF
    assert assessed.json["accepted_cents"] == 600_00
    assert (twice.status_code, twice.json["type"]) == (409, "/problems/invoice-counted-before")
    assert [one["accepted_cents"] for one in client.get(path, headers=as_officer).json].count(
        600_00
    ) == 1


def test_what_makes_no_sense_is_a_problem(
    client: Client, town: Parties, contract: Obligation
) -> None:
    path, headers = f"/api/obligations/{contract.id}/efforts", town.as_(town.sponsor)

    for spoilt in ({"supplier_kvk": None}, {"kind": "magic"}, {"amount_cents": "4"}):
        answer = client.post(path, json=AN_INVOICE | spoilt, headers=headers)
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_others_find_nothing(client: Client, town: Parties, contract: Obligation) -> None:
    path = f"/api/obligations/{contract.id}"
    made = client.post(f"{path}/efforts", json=AN_INVOICE, headers=town.as_(town.sponsor)).json
    own = f"/api/efforts/{made['id']}"
    stranger, other_officer = town.as_(town.other_sponsor), town.as_(town.other_officer)

    assert client.get(own).status_code == 401
    assert client.post(f"{path}/efforts", json=AN_INVOICE, headers=stranger).status_code == 404
    assert client.get(own, headers=stranger).status_code == 404
    assert client.get(f"{path}/reports", headers=stranger).status_code == 404
    body = {"accepted_cents": 0, "reason": "No"}
    assert client.post(f"{own}/assessment", json=body, headers=other_officer).status_code == 404
    assert client.post(f"{own}/assessment", json=body, headers=stranger).status_code == 403


def test_reports_are_handed_in_one_after_the_other(
    client: Client, town: Parties, contract: Obligation
) -> None:
    path, as_sponsor = f"/api/obligations/{contract.id}/reports", town.as_(town.sponsor)

    statuses = [
        client.post(path, json={"text": "Well"}, headers=as_sponsor).status_code for _ in range(3)
    ]

    assert statuses == [201, 201, 409]
    seen = client.get(path, headers=town.as_(town.officer)).json
    assert [one["text"] for one in seen] == ["Well", "Well"]


def test_a_question_about_a_plan_is_answered_once(client: Client, town: Parties) -> None:
    path = f"/api/plans/{town.a_plan().id}/questions"
    as_sponsor, as_officer = town.as_(town.sponsor), town.as_(town.officer)
    asked = client.post(path, json={"question": "Who?"}, headers=as_officer).json
    answer = f"{path}/{asked['id']}/answer"

    statuses = [
        client.post(answer, json={"answer": "We"}, headers=as_sponsor).status_code for _ in "ab"
    ]

    assert statuses == [201, 409]
    assert client.get(path, headers=as_officer).json[0]["answer"] == "We"
    stranger = town.as_(town.other_sponsor)
    assert client.post(answer, json={"answer": "I"}, headers=stranger).status_code == 404
    assert client.get(path, headers=stranger).status_code == 404


def test_an_authority_has_its_own_tables_and_list(client: Client, town: Parties) -> None:
    headers, other = town.as_(town.officer), town.as_(town.other_officer)
    shipped = client.get("/api/valuation-rules/shipped", headers=headers).json
    new = {"text": shipped[0]["text"], "valid_from": "2026-01-01"}
    adopted = client.post("/api/valuation-rules", json=new, headers=headers)
    shop = build.a_merchant(town.session, town.programme)
    town.session.commit()
    enterprise = {
        "merchant_id": str(shop.id),
        "scheme": "own-list",
        "reference": "List",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    }

    recognised = client.post("/api/social-enterprises", json=enterprise, headers=headers)
    again = client.post("/api/social-enterprises", json=enterprise, headers=headers)

    assert (adopted.status_code, adopted.json["text"]) == (201, shipped[0]["text"])
    assert client.post("/api/valuation-rules", json=new, headers=headers).status_code == 409
    spoilt = client.post("/api/valuation-rules", json=new | {"text": "a = 1"}, headers=headers)
    assert (spoilt.status_code, spoilt.json["type"]) == (422, "/problems/rule-file-malformed")
    own = f"/api/valuation-rules/{adopted.json['id']}"
    assert client.get(own, headers=headers).status_code == 200
    assert client.get(own, headers=other).status_code == 404
    assert (recognised.status_code, again.status_code) == (201, 409)
    assert client.get("/api/social-enterprises", headers=headers).json == [recognised.json]
    assert client.get("/api/social-enterprises", headers=other).json == []
    assert client.post("/api/social-enterprises", json=enterprise, headers=other).status_code == 404
