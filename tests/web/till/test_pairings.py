"""A tablet becomes a till, over HTTP."""

from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet import clock
from wallet.merchants import pairings


def test_a_pairing_code_makes_a_till(client: Client, committed: Session) -> None:
    till = build.a_till(committed)
    owner = build.a_person(committed, name="Owner")
    code = pairings.issue(committed, till, by=owner, now=clock.now())
    committed.commit()

    answer = client.submit("/till/pair", code=code)

    assert answer.headers["Location"] == "/till"
    assert till.merchant.name in client.get("/till").text


def test_an_unknown_code_is_explained(client: Client) -> None:
    answer = client.submit("/till/pair", code="AAAAA-AAAAA")

    assert answer.status_code == 409
    assert "Deze koppelcode is onbekend." in answer.text


def test_a_code_works_once(client: Client, committed: Session) -> None:
    owner = build.a_person(committed, name="Owner")
    code = pairings.issue(committed, build.a_till(committed), by=owner, now=clock.now())
    committed.commit()
    client.submit("/till/pair", code=code)

    assert client.submit("/till/pair", code=code).status_code == 409
