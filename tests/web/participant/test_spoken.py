"""Saying a code instead of showing one: made on the phone's page, typed at the till."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from wallet import clock
from wallet.codes import spoken_codes
from wallet.money import Euros

PAGE = "/wallet/spoken"
DIGITS = re.compile(r"(\d\d) (\d\d) <span>(\d\d) (\d\d)</span>")


@pytest.fixture
def phone(client: Client, counter: Counter) -> Phone:
    client.sign_in_device(counter.phone.device.id)
    return counter.phone


def said(page: str) -> str:
    found = DIGITS.search(page)
    assert found
    return "".join(found.groups())


@pytest.mark.usefixtures("phone")
def test_what_the_phone_says_pays_once(client: Client, counter: Counter) -> None:
    assert not DIGITS.search(client.get(PAGE).text)
    made = client.submit(PAGE)
    assert made.status_code == 201
    sale = {"price": "5,00", "code": f"{said(made.text)[:4]} {said(made.text)[4:]}"}

    client.sign_in_till(counter.token)
    first, second = (
        scripts.post_json(client, "/till", "/till/redemptions", sale | {"request_id": str(uuid4())})
        for _ in range(2)
    )

    assert (first.status_code, first.json["outcome"]) == (201, "paid")
    assert second.status_code == 409
    assert counter.balance() == Euros(7_00)


@pytest.mark.usefixtures("phone")
def test_asking_again_makes_another_code(client: Client) -> None:
    assert said(client.submit(PAGE).text) != said(client.submit(PAGE).text)


def test_a_phone_that_asks_very_often_is_told_to_show_the_code(
    client: Client, committed: Session, phone: Phone
) -> None:
    for _ in range(spoken_codes.MOST):
        spoken_codes.make(committed, phone.device, now=clock.now())
    committed.commit()

    refused = client.submit(PAGE)

    assert refused.status_code == 409
    assert "Je vroeg veel codes. Laat de code scannen." in refused.text


def test_it_is_for_phones_only(client: Client, committed: Session) -> None:
    assert client.get(PAGE).headers["Location"] == "/enrol"
    client.sign_in(build.a_member(committed))
    committed.commit()

    assert client.get(PAGE).status_code == 404
