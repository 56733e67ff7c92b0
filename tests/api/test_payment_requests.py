"""A sponsor asks for a reference to pay under."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import Parties
from wallet.banking import references
from wallet.funds import payment_requests, top_ups
from wallet.money import Euros


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


@pytest.fixture
def path(town: Parties) -> str:
    return f"/api/funds/{town.fund.id}/payment-requests"


def test_a_request_carries_reference_account_and_code(
    client: Client, town: Parties, path: str
) -> None:
    answer = client.post(path, json={"amount_cents": 2500_00}, headers=town.as_(town.sponsor))

    assert answer.status_code == 201
    account = town.programme.bank_account
    assert references.is_valid(answer.json["reference"])
    assert answer.json["iban"] == account.iban
    assert answer.json["amount_cents"] == 2500_00
    lines = answer.json["epc"].split("\n")
    assert lines[:4] == ["BCD", "002", "1", "SCT"]
    assert [account.holder, account.iban, "EUR2500.00"] == lines[5:8]
    assert lines[9] == answer.json["reference"]


def test_the_list_says_what_came_in(client: Client, town: Parties, path: str) -> None:
    headers = town.as_(town.sponsor)
    reference = client.post(path, json={"amount_cents": 100_00}, headers=headers).json["reference"]
    client.post(path, json={"amount_cents": 200_00}, headers=headers)
    request = payment_requests.find_by_reference(town.session, reference)
    assert request is not None
    entry = build.a_bank_entry(town.session, town.programme, 60_00)
    top_ups.receive(town.session, entry, request, now=build.NOW)
    town.session.commit()

    listed = client.get(path, headers=town.as_(town.treasurer)).json

    assert [(one["amount_cents"], one["received_cents"]) for one in listed] == [
        (200_00, 0),
        (100_00, 60_00),
    ]


def test_a_token_and_the_role_are_needed(client: Client, town: Parties, path: str) -> None:
    new = {"amount_cents": 100_00}

    assert client.post(path, json=new).status_code == 401
    assert client.get(path).status_code == 401
    assert client.post(path, json=new, headers=town.as_(town.treasurer)).status_code == 403
    assert client.get(path, headers=town.as_(town.coordinator)).status_code == 403


def test_a_fund_of_another_sponsor_is_not_there(client: Client, town: Parties, path: str) -> None:
    headers = town.as_(town.other_sponsor)

    assert client.post(path, json={"amount_cents": 100_00}, headers=headers).status_code == 404
    assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"amount_cents": 0},
        {"amount_cents": -1},
        {"amount_cents": 99},
        {"amount_cents": 1_000_000_01},
        {"amount_cents": 10**30},
        {"amount_cents": 100.5},
        {"amount_cents": 100.0},
        {"amount_cents": "100"},
        {"amount_cents": True},
        {"amount_cents": None},
        {},
        {"amount_cents": 100_00, "reference": "RF18539007547034"},
        [],
    ],
)
def test_an_amount_that_makes_no_sense_is_refused(
    client: Client, town: Parties, path: str, body: object
) -> None:
    answer = client.post(path, json=body, headers=town.as_(town.sponsor))

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"]
    assert payment_requests.of_fund(town.session, town.fund) == []


def test_the_largest_amount_is_a_million(client: Client, town: Parties, path: str) -> None:
    most = {"amount_cents": Euros(1_000_000_00).cents}

    assert client.post(path, json=most, headers=town.as_(town.sponsor)).status_code == 201
