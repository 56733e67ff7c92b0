"""A request with an Idempotency-Key makes one thing, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from tests.treasury import Treasury
from wallet.funds.allotments import Allotment
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.programmes import programmes

MADE = {"funds": Fund, "payment-requests": PaymentRequest, "allotments": Allotment}
RESOURCES = pytest.mark.parametrize("resource", list(MADE))


class Office:
    """A treasurer and a sponsor with tokens, and what each may ask for."""

    def __init__(self, office: Treasury) -> None:
        self.session, self.office = office.session, office
        build.top_up(self.session, office.fund, 100_00)
        self.garden = build.a_coordinator(self.session, office.programme).organisation
        self.sponsor = treasury.a_sponsor(office)
        programmes.join(
            self.session, office.programme, self.sponsor.organisation, today=build.TODAY
        )
        self.session.commit()

    def who(self, resource: str) -> Membership:
        return self.office.treasurer if resource == "allotments" else self.sponsor

    def asks(self, resource: str, cents: int = 5_00) -> tuple[str, dict[str, Any]]:
        """Where to send what."""
        of_fund = f"/api/funds/{self.office.fund.id}"
        return {
            "funds": (
                "/api/funds",
                {"programme_id": str(self.office.programme.id), "name": f"Fund {cents}"},
            ),
            "payment-requests": (f"{of_fund}/payment-requests", {"amount_cents": cents}),
            "allotments": (
                f"{of_fund}/allotments",
                {"organisation_id": str(self.garden.id), "amount_cents": cents},
            ),
        }[resource]

    def count(self, resource: str) -> int:
        self.session.rollback()
        return len(self.session.scalars(select(MADE[resource])).unique().all())


@pytest.fixture
def office(committed: Session) -> Office:
    return Office(treasury.open_treasury(committed))


@RESOURCES
def test_sent_again_it_gives_what_it_made(client: Client, office: Office, resource: str) -> None:
    path, new = office.asks(resource)
    headers = office.office.token_of(office.who(resource)) | {"Idempotency-Key": str(uuid4())}
    before = office.count(resource)

    first = client.post(path, json=new, headers=headers)
    again = client.post(path, json=new, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json["id"] == first.json["id"]
    assert office.count(resource) == before + 1
    headers["Idempotency-Key"] = str(uuid4())
    assert client.post(path, json=new, headers=headers).json["id"] != first.json["id"]


@RESOURCES
def test_with_another_body_it_is_refused(client: Client, office: Office, resource: str) -> None:
    path, new = office.asks(resource)
    headers = office.office.token_of(office.who(resource)) | {"Idempotency-Key": str(uuid4())}
    client.post(path, json=new, headers=headers)

    other = client.post(path, json=office.asks(resource, 6_00)[1], headers=headers)

    assert other.status_code == 409
    assert other.json["type"] == "/problems/idempotency-key-reused"


@RESOURCES
def test_the_key_of_somebody_else_says_nothing(
    client: Client, office: Office, resource: str
) -> None:
    path, new = office.asks(resource)
    key = {"Idempotency-Key": str(uuid4())}
    mine = office.office.token_of(office.who(resource))
    colleague = build.a_member(
        office.session, office.who(resource).role, office.who(resource).organisation
    )
    theirs = office.office.token_of(colleague)

    first = client.post(path, json=new, headers=mine | key)
    second = client.post(path, json=new, headers=theirs | key)

    assert second.status_code == 201
    assert second.json["id"] != first.json["id"]


def test_a_key_is_a_uuid(client: Client, office: Office) -> None:
    path, new = office.asks("payment-requests")
    before = office.count("payment-requests")
    headers = office.office.token_of(office.sponsor) | {"Idempotency-Key": "again"}

    assert client.post(path, json=new, headers=headers).status_code == 422
    assert office.count("payment-requests") == before


def test_what_was_refused_can_be_sent_again(client: Client, office: Office) -> None:
    path, new = office.asks("allotments", 100_01)
    headers = office.office.as_treasurer | {"Idempotency-Key": str(uuid4())}
    assert client.post(path, json=new, headers=headers).status_code == 409

    build.top_up(office.session, office.office.fund, 1_00)
    office.session.commit()

    assert client.post(path, json=new, headers=headers).status_code == 201


@RESOURCES
def test_sent_twice_at_the_same_moment_it_makes_one(
    app: Flask, office: Office, resource: str
) -> None:
    path, new = office.asks(resource)
    headers = office.office.token_of(office.who(resource)) | {"Idempotency-Key": str(uuid4())}
    before = office.count(resource)
    start = Barrier(6)

    def send(_number: int) -> Any:
        client = app.test_client()
        start.wait()
        return client.post(path, json=new, headers=headers)

    with ThreadPoolExecutor(start.parties) as threads:
        answers = list(threads.map(send, range(start.parties)))

    assert {one.status_code for one in answers} == {201}
    assert len({one.json["id"] for one in answers}) == 1
    assert office.count(resource) == before + 1


def test_a_key_used_for_another_organisation_is_refused(client: Client, office: Office) -> None:
    """The same person works for two sponsors: neither gets the other's fund, nor a 404."""
    path, new = office.asks("funds")
    second = memberships.grant(
        office.session,
        office.sponsor.person,
        build.an_organisation(office.session),
        Role.SPONSOR,
        now=build.NOW,
    )
    programmes.join(office.session, office.office.programme, second.organisation, today=build.TODAY)
    key = {"Idempotency-Key": str(uuid4())}
    first = client.post(path, json=new, headers=office.office.token_of(office.sponsor) | key)

    other = client.post(path, json=new, headers=office.office.token_of(second) | key)

    assert first.status_code == 201
    assert other.status_code == 409
    assert other.json["type"] == "/problems/idempotency-key-reused"
