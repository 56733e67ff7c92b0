"""Amounts nobody can pay, at a till."""

from uuid import uuid4

import pytest

from tests.bad_input import answers
from tests.bad_input.town import Town
from tests.client import Client
from wallet import clock


@pytest.mark.parametrize(
    "price", [0, -1, -(10**12), 1.5, 100.0, "100", True, None, [], {}, 100_000_001, 10**40]
)
def test_a_program_cannot_ask_such_a_price(program: Client, town: Town, price: object) -> None:
    answer = program.post(
        "/api/redemptions", json=town.a_sale(price_cents=price), headers=town.headers("till")
    )

    assert list(answers.problem(answer, 422)["errors"]) == ["price_cents"]


@pytest.mark.parametrize(
    "price",
    [
        *("", "0", "0,00", "-5", "5,001", "5.001", "1000000,01", "99999999999", "1e3", "5 5"),
        *("vijf", "0x10", "\u0000", "5\u0000", "\u221e", "5,-", "NaN", "9" * 10_000, "'; --"),
    ],
)
def test_a_cashier_cannot_ask_such_a_price(town: Town, price: str) -> None:
    sale = {"request_id": str(uuid4()), "code": town.phone.code(clock.now()), "price": price}

    answer = answers.send(town.visitor("till"), "/till/redemptions", **sale)

    answers.refusal(answer, 422)


@pytest.mark.parametrize("price", ["0", "-5", "5,001", "1000000,01", 500, 5.0, True, None, ["5"]])
def test_a_script_of_the_till_hears_why_as_json(town: Town, price: object) -> None:
    till = town.visitor("till")
    sale = {"request_id": str(uuid4()), "code": town.phone.code(clock.now()), "price": price}

    answer = till.post(
        "/till/redemptions",
        json=sale,
        headers={"X-CSRFToken": answers.csrf_token(till), "Accept": "application/json"},
    )

    answers.problem(answer, 422)
