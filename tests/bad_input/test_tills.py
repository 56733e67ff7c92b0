"""A till that is blocked, or that is none."""

from uuid import uuid4

import pytest

from tests.bad_input import answers
from tests.bad_input.town import Town
from tests.client import Client, bearer
from wallet import clock


def test_a_blocked_till_takes_no_coins(program: Client, town: Town) -> None:
    asked = program.post(
        "/api/redemptions", json=town.a_sale(), headers=town.headers("blocked till")
    )
    code = town.phone.code(clock.now())
    typed = answers.send(
        town.visitor("blocked till"),
        "/till/redemptions",
        request_id=str(uuid4()),
        code=code,
        price="5",
    )

    assert answers.problem(asked, 409)["type"] == "/problems/till-blocked"
    assert "geblokkeerd" in answers.refusal(typed, 409)


def test_a_blocked_till_gives_nothing_back(program: Client, town: Town) -> None:
    path = f"/api/redemptions/{uuid4()}/reversal"

    answer = program.post(path, headers=town.headers("blocked till"))

    assert answers.problem(answer, 409)["type"] == "/problems/till-blocked"


@pytest.mark.parametrize(
    "token", ["", "x", "0" * 10_000, "\u00e9.\u00e9", "12345678.", "12345678.00", ".", "x.y.z"]
)
def test_a_token_nobody_gave_out_is_nobody(program: Client, town: Town, token: str) -> None:
    answer = program.post("/api/redemptions", json=town.a_sale(), headers=bearer(token))

    assert answers.problem(answer, 401)["type"] == "/problems/sign-in-required"


@pytest.mark.parametrize("header", ["Bearer", "Basic eDp5", "Token x", "\u0000", "Bearer \u0000.a"])
def test_another_way_to_say_who_one_is_is_nobody(program: Client, town: Town, header: str) -> None:
    answer = program.post("/api/redemptions", json=town.a_sale(), headers={"Authorization": header})

    answers.problem(answer, 401)


@pytest.mark.parametrize("code", ["", "x", "AAAAA-AAAAA", "\u0000", "\ud800", "9" * 10_000])
def test_a_pairing_code_nobody_made_pairs_nothing(program: Client, town: Town, code: str) -> None:
    asked = program.post("/api/tills/pairings", json={"code": code})
    typed = answers.send(town.program(), "/till/pair", code=code.encode("utf-8", "replace"))

    answers.problem(asked, 409, 422)
    answers.refusal(typed, 409)
