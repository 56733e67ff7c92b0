"""The till over HTTP: selling, asking again, refusing without a word too many."""

from typing import Any
from uuid import uuid4

import pytest

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from wallet import clock
from wallet.merchants import tills
from wallet.money import Euros

ASK = "/till/redemptions"


@pytest.fixture
def phone(client: Client, counter: Counter) -> Phone:
    """The customer's phone, before a till that is signed in."""
    client.sign_in_till(counter.token)
    return counter.phone


def test_a_script_sells_and_asks_again(client: Client, counter: Counter, phone: Phone) -> None:
    sale = _sale(phone, "15,00")

    first = scripts.post_json(client, "/till", ASK, sale)
    again = scripts.post_json(client, "/till", ASK, sale)

    assert first.status_code == 201
    assert first.json == again.json
    assert first.json.keys() == {"outcome", "receipt", "price", "paid", "to_go"}
    assert (first.json["outcome"], first.json["to_go"]) == ("partly", "€\xa03,00")
    assert counter.balance() == Euros(0)


def test_a_form_sells_without_scripts(client: Client, phone: Phone) -> None:
    code = phone.code(clock.now())

    page = client.submit("/till", price="3.20", code=f"{code[:4]} {code[4:]}")
    answer = client.get(page.headers["Location"])

    assert 'data-outcome="paid"' in answer.text
    assert "€\xa03,20" in answer.text


def test_a_refusal_says_neither_why_nor_who(client: Client, phone: Phone) -> None:
    used = _sale(phone, "3,20")
    scripts.post_json(client, "/till", ASK, used)
    refused = scripts.post_json(client, "/till", ASK, used | {"request_id": str(uuid4())})

    assert refused.status_code == 409
    assert refused.json["type"] == "/problems/not-paid"
    assert refused.json.keys() == {"type", "title", "status"}
    assert refused.json["title"] == "Niet betaald. Vraag een nieuwe code of laat anders betalen."


def test_a_refused_form_leads_to_the_neutral_page(client: Client, phone: Phone) -> None:
    page = client.submit("/till", price="1", code="123456789012345678901234")
    answer = client.get(page.headers["Location"])

    assert 'data-outcome="refused"' in answer.text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"price": ""}, "amount-malformed"),
        ({"price": "0"}, "price-out-of-range"),
        ({"price": "-5"}, "amount-malformed"),
        ({"price": "1,234"}, "amount-malformed"),
        ({"price": "1000000,01"}, "price-out-of-range"),
        ({"price": 5}, "amount-malformed"),
        ({"code": "12345678901234567890123"}, "pay-code-malformed"),
        ({"code": "12345678901234567890123x"}, "pay-code-malformed"),
        ({"code": None}, "pay-code-malformed"),
        ({"request_id": "1"}, "request-id-malformed"),
    ],
)
def test_nonsense_is_explained_and_nothing_is_booked(
    client: Client,
    counter: Counter,
    phone: Phone,
    changes: dict[str, Any],
    problem: str,
) -> None:
    answer = scripts.post_json(client, "/till", ASK, _sale(phone, "1,00") | changes)

    assert (answer.status_code, answer.json["type"]) == (422, f"/problems/{problem}")
    assert counter.balance() == Euros(12_00)


def test_another_price_under_the_same_id_is_refused(client: Client, phone: Phone) -> None:
    sale = _sale(phone, "1,00")
    scripts.post_json(client, "/till", ASK, sale)

    answer = scripts.post_json(client, "/till", ASK, sale | {"price": "2,00"})

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/request-id-reused")


def test_a_request_that_never_came_is_a_404(client: Client, phone: Phone) -> None:
    assert client.get(f"{ASK}/{uuid4()}").status_code == 404


def test_a_blocked_till_is_out_at_once(client: Client, counter: Counter, phone: Phone) -> None:
    owner = build.a_person(counter.session, name="Owner")
    tills.block(counter.session, counter.till, by=owner, now=clock.now())
    counter.session.commit()

    answer = scripts.post_json(client, "/till/pair", ASK, _sale(phone, "1,00"))

    assert answer.json["type"] in {"/problems/till-blocked", "/problems/sign-in-required"}
    assert counter.balance() == Euros(12_00)


@pytest.mark.parametrize("page", ["/till", ASK])
def test_a_stranger_is_led_to_pairing(client: Client, page: str) -> None:
    answer = client.get(page)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/till/pair")


def _sale(phone: Phone, price: str) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "code": phone.code(clock.now()), "price": price}
