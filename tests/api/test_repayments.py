"""A program sends euros back for a treasurer; another treasurer has to agree."""

import pytest
from sqlalchemy.orm import Session

from tests import treasury
from tests.client import Client
from tests.treasury import NOT_AN_ID, Treasury

PATH = "/api/repayments"


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def a_body(office: Treasury, **changed: object) -> dict[str, object]:
    return {
        "bank_entry_id": str(office.an_unmatched_entry(45_00).id),
        "name": "Sponsor B.V.",
        "iban": "NL02 ABNA 0123 4567 89",
        "reason": "Not asked for",
        **changed,
    }


def test_a_part_goes_back_after_another_treasurer_agreed(client: Client, office: Treasury) -> None:
    body = a_body(office, amount_cents=40_00)
    drafted = client.post(PATH, json=body, headers=office.as_treasurer)
    path = f"{PATH}/{drafted.json['id']}"

    own = client.post(f"{path}/approval", headers=office.as_treasurer)
    too_early = client.post(f"{path}/payment-file", headers=office.as_treasurer)
    approved = client.post(f"{path}/approval", headers=office.as_colleague)
    file = client.post(f"{path}/payment-file", headers=office.as_treasurer)
    [listed] = client.get(PATH, headers=office.as_treasurer).json

    assert (drafted.status_code, drafted.json["amount_cents"]) == (201, 40_00)
    assert (own.status_code, own.json["type"]) == (409, "/problems/own-repayment")
    assert too_early.json["type"] == "/problems/repayment-not-approved"
    assert approved.json["is_approved"] is True
    assert b'<InstdAmt Ccy="EUR">40.00' in file.data
    assert listed["is_approved"] is True


def test_what_was_put_aside_waits_again(client: Client, office: Treasury) -> None:
    drafted = client.post(PATH, json=a_body(office), headers=office.as_treasurer)

    answer = client.post(f"{PATH}/{drafted.json['id']}/withdrawal", headers=office.as_treasurer)
    waiting = client.get("/api/bank-statements/unmatched", headers=office.as_treasurer)

    assert answer.json["is_approved"] is False
    assert len(waiting.json) == 1


def test_it_takes_a_token_of_a_treasurer(client: Client, office: Treasury) -> None:
    sponsor = office.token_of(treasury.a_sponsor(office))

    assert client.post(PATH, json=a_body(office)).status_code == 401
    assert client.get(PATH, headers=sponsor).status_code == 403


def test_what_is_not_yours_is_not_there(
    client: Client, office: Treasury, committed: Session
) -> None:
    theirs = treasury.open_treasury(committed)
    drafted = client.post(PATH, json=a_body(theirs), headers=theirs.as_treasurer)

    for name in (NOT_AN_ID, drafted.json["id"]):
        answer = client.post(f"{PATH}/{name}/approval", headers=office.as_treasurer)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "changed", [{"iban": "NL00ABNA0123456789"}, {"reason": ""}, {"amount_cents": 0}]
)
def test_what_makes_no_sense_is_invalid(
    client: Client, office: Treasury, changed: dict[str, object]
) -> None:
    answer = client.post(PATH, json=a_body(office, **changed), headers=office.as_treasurer)

    assert answer.status_code == 422
