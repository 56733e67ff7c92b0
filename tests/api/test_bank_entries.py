"""A treasurer decides what an entry is."""

import pytest
from sqlalchemy.orm import Session

from tests import treasury
from tests.client import Client
from tests.treasury import NOT_AN_ID, Treasury


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def path_of(entry_id: object) -> str:
    return f"/api/bank-entries/{entry_id}/assignment"


def test_it_takes_a_token_of_a_treasurer(client: Client, office: Treasury) -> None:
    path = path_of(office.an_unmatched_entry(5_00).id)
    body = {"payment_request_id": NOT_AN_ID}

    assert client.post(path, json=body).status_code == 401
    sponsor = office.token_of(treasury.a_sponsor(office))
    assert client.post(path, json=body, headers=sponsor).status_code == 403


def test_a_credit_fills_the_pot_of_a_request(client: Client, office: Treasury) -> None:
    entry, request = office.an_unmatched_entry(45_00), office.a_request(50_00)

    answer = client.post(
        path_of(entry.id),
        json={"payment_request_id": str(request.id)},
        headers=office.as_treasurer,
    )

    assert answer.status_code == 201
    assert (answer.json["bank_entry_id"], answer.json["amount_cents"]) == (str(entry.id), 45_00)
    assert office.pot() == 45_00


def test_deciding_twice_is_refused(client: Client, office: Treasury) -> None:
    entry, request = office.an_unmatched_entry(45_00), office.a_request(50_00)
    body = {"payment_request_id": str(request.id)}
    client.post(path_of(entry.id), json=body, headers=office.as_treasurer)

    answer = client.post(path_of(entry.id), json=body, headers=office.as_colleague)

    assert (answer.status_code, answer.json["type"]) == (
        409,
        "/problems/bank-entry-already-matched",
    )
    assert office.pot() == 45_00


def test_a_debit_pays_a_whole_settlement(client: Client, office: Treasury) -> None:
    settlement = office.export(office.a_settlement(owed=20_00))
    entry = office.an_unmatched_entry(20_00, is_credit=False)

    answer = client.post(
        path_of(entry.id), json={"settlement_id": str(settlement.id)}, headers=office.as_treasurer
    )

    assert answer.status_code == 201
    shown = client.get(f"/api/settlements/{settlement.id}", headers=office.as_treasurer).json
    assert shown["stage"] == "paid"


def test_a_debit_of_another_amount_pays_nothing(client: Client, office: Treasury) -> None:
    settlement = office.export(office.a_settlement(owed=20_00))
    entry = office.an_unmatched_entry(19_99, is_credit=False)

    answer = client.post(
        path_of(entry.id), json={"settlement_id": str(settlement.id)}, headers=office.as_treasurer
    )

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/entry-is-not-this-payment")


def test_a_debit_fills_no_pot(client: Client, office: Treasury) -> None:
    entry, request = office.an_unmatched_entry(5_00, is_credit=False), office.a_request(5_00)

    answer = client.post(
        path_of(entry.id),
        json={"payment_request_id": str(request.id)},
        headers=office.as_treasurer,
    )

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/bank-entry-not-received")


def test_entries_and_requests_of_others_are_not_there(client: Client, office: Treasury) -> None:
    stranger = treasury.open_treasury(office.session)
    entry, request = office.an_unmatched_entry(5_00), stranger.a_request(5_00)
    body = {"payment_request_id": str(request.id)}

    for path, headers in (
        (path_of(entry.id), stranger.as_treasurer),
        (path_of(entry.id), office.as_treasurer),
        (path_of(NOT_AN_ID), office.as_treasurer),
    ):
        assert client.post(path, json=body, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"payment_request_id": "one"},
        {"payment_request_id": NOT_AN_ID, "settlement_id": NOT_AN_ID},
        {"payment_request_id": NOT_AN_ID, "amount_cents": 0},
    ],
)
def test_what_makes_no_sense_is_invalid(
    client: Client, office: Treasury, body: dict[str, object]
) -> None:
    entry = office.an_unmatched_entry(5_00)

    answer = client.post(path_of(entry.id), json=body, headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-input")
