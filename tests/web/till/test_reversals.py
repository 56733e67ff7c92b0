"""Giving coins back at the till, and giving up on an answer."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from wallet import clock
from wallet.merchants import tills
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros


@pytest.fixture
def sale(client: Client, counter: Counter) -> Redemption:
    """A sale of EUR 4.00 at a till that is signed in."""
    client.sign_in_till(counter.token)
    return counter.sell(cents=4_00)


def test_the_day_shows_the_sale_and_its_total(client: Client, sale: Redemption) -> None:
    page = client.get("/till/redemptions").text

    assert sale.receipt in page
    assert "€\xa04,00" in page


def test_the_till_gives_coins_back(client: Client, counter: Counter, sale: Redemption) -> None:
    client.submit("/till/redemptions", form="td//form")

    assert counter.balance() == Euros(12_00)
    assert "Teruggegeven" in client.get("/till/redemptions").text


def test_the_sale_of_another_till_is_not_to_be_found(
    client: Client, committed: Session, sale: Redemption
) -> None:
    other = build.a_till(committed)
    token = build.a_till_token(committed, other)
    committed.commit()
    client.sign_in_till(token)

    assert _post(client, sale.request_id, "reversal").status_code == 404


def test_a_blocked_till_gives_nothing_back(
    client: Client, committed: Session, counter: Counter, sale: Redemption
) -> None:
    tills.block(committed, counter.till, by=build.a_person(committed), now=clock.now())
    committed.commit()

    answer = _post(client, sale.request_id, "reversal")

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/till-blocked")
    assert counter.balance() == Euros(8_00)


def test_a_sale_without_an_answer_is_undone(
    client: Client, counter: Counter, sale: Redemption
) -> None:
    answer = _post(client, sale.request_id, "revocation")

    assert answer.json == {"outcome": "revoked"}
    assert counter.balance() == Euros(12_00)


def test_a_request_that_comes_after_its_revocation_is_refused(
    client: Client, counter: Counter, sale: Redemption
) -> None:
    request_id = uuid4()
    _post(client, request_id, "revocation")
    late = {
        "request_id": str(request_id),
        "code": counter.phone.code(clock.now(), steps=1),
        "price": "1",
    }

    answer = scripts.post_json(client, "/till", "/till/redemptions", late)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/not-paid")


def _post(client: Client, request_id: UUID, noun: str) -> scripts.Answer:
    return scripts.post_json(client, "/till", f"/till/redemptions/{request_id}/{noun}", {})
