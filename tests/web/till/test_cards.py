"""A card at a till: its PIN, its refusals, its balance."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from lxml import html
from sqlalchemy import select

from tests import build
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from tests.world.cards import HeldCard
from wallet.codes import cards
from wallet.merchants.pin_tries import CardPinTry
from wallet.programmes import programmes

ASK = "/till/redemptions"
WRONG = "80418"


@pytest.fixture
def held(client: Client, counter: Counter) -> HeldCard:
    """A customer with a card and EUR 40.00, before a till that is signed in."""
    client.sign_in_till(counter.token)
    session = counter.session
    [programme_id] = counter.till.merchant.programme_ids
    programme = programmes.get(session, programme_id)
    made = build.a_card(session, cents=40_00, programme=programme)
    session.commit()
    return made


def sale(held: HeldCard, price: str, **more: Any) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "code": held.number, "price": price} | more


def test_a_small_sale_needs_no_pin(client: Client, held: HeldCard) -> None:
    answer = scripts.post_json(client, "/till", ASK, sale(held, "4,50"))

    assert answer.status_code == 201
    assert answer.json.keys() == {"outcome", "receipt", "price", "paid", "to_go"}


def test_the_same_request_goes_on_with_the_pin(client: Client, held: HeldCard) -> None:
    asked = sale(held, "12,00")

    question = scripts.post_json(client, "/till", ASK, asked)
    paid = scripts.post_json(client, "/till", ASK, asked | {"pin": held.pin})
    again = scripts.post_json(client, "/till", ASK, asked)

    assert (question.status_code, question.json["type"]) == (409, "/problems/card-pin-needed")
    assert paid.status_code == 201
    assert again.json == paid.json


def test_a_wrong_pin_is_kept_although_it_is_refused(
    client: Client, counter: Counter, held: HeldCard
) -> None:
    answer = scripts.post_json(client, "/till", ASK, sale(held, "12,00", pin=WRONG))

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/pin-not-right")
    assert answer.json["title"] == "De pincode klopt niet. Probeer het nog eens."
    assert counter.session.scalars(select(CardPinTry.is_right)).all() == [False]


def test_the_tenth_wrong_pin_sends_the_holder_to_the_desk(client: Client, held: HeldCard) -> None:
    answers = [
        scripts.post_json(client, "/till", ASK, sale(held, "12,00", pin=WRONG)) for _ in range(11)
    ]

    told = [answer.json["type"] for answer in answers]
    assert told == ["/problems/pin-not-right"] * 9 + ["/problems/card-cannot-pay"] * 2
    assert answers[-1].json["title"] == "Deze kaart kan niet betalen. Vraag het aan de balie."


def test_without_scripts_a_page_asks_for_the_pin(client: Client, held: HeldCard) -> None:
    question = client.submit("/till", price="12,00", code=held.number)
    [form] = html.fromstring(question.text).xpath("//form[@action='/till/redemptions']")
    answer = client.post("/till/redemptions", data=dict(form.form_values()) | {"pin": held.pin})

    assert held.pin not in question.text
    assert 'data-outcome="paid"' in client.get(answer.location).text


@pytest.mark.parametrize(
    ("pin", "outcome"), [(WRONG, "wrong-pin"), ("80417", "no-card")], ids=["wrong", "blocked"]
)
def test_without_scripts_a_page_says_what_the_holder_can_do(
    client: Client, counter: Counter, held: HeldCard, pin: str, outcome: str
) -> None:
    if outcome == "no-card":
        card = counter.session.merge(held.card)
        cards.block(counter.session, card, by=held.coordinator.person, now=build.NOW)
        counter.session.commit()

    question = client.get("/till")
    [form] = html.fromstring(question.text).xpath("//form[@action='/till/redemptions']")
    typed = {"price": "12", "code": held.number, "pin": pin}
    answer = client.post("/till/redemptions", data=dict(form.form_values()) | typed)

    assert f'data-outcome="{outcome}"' in client.get(answer.location).text


def test_the_holder_asks_for_the_balance(client: Client, held: HeldCard) -> None:
    answer = client.submit("/till/card-balance", number=held.number, pin=held.pin)

    assert "€\xa040,00" in answer.text
    assert held.pin not in answer.text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"pin": WRONG}, 409),
        ({"pin": ""}, 422),
        ({"pin": "abcde"}, 422),
        ({"number": ""}, 422),
        ({"number": "9" * 16}, 409),
    ],
)
def test_without_card_and_pin_no_balance(
    client: Client, held: HeldCard, fields: dict[str, str], status: int
) -> None:
    typed = {"number": held.number, "pin": held.pin} | fields

    answer = client.submit("/till/card-balance", **typed)

    assert answer.status_code == status
    assert "40,00" not in answer.text
    assert typed["pin"] == "" or typed["pin"] not in answer.text


def test_wrong_pins_for_the_balance_are_kept(
    client: Client, counter: Counter, held: HeldCard
) -> None:
    for _ in range(3):
        client.submit("/till/card-balance", number=held.number, pin=WRONG)

    assert counter.session.scalars(select(CardPinTry.is_right)).all() == [False] * 3


def test_the_pin_stands_in_no_log(
    client: Client, held: HeldCard, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    scripts.post_json(client, "/till", ASK, sale(held, "12,00", pin=held.pin))
    client.submit("/till/card-balance", number=held.number, pin=held.pin)

    assert held.pin not in caplog.text
    assert held.number not in caplog.text


def test_only_a_till_asks(client: Client, counter: Counter) -> None:
    assert client.get("/till/card-balance").location == "/till/pair"
