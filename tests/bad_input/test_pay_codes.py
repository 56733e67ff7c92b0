"""Codes that pay nothing. A till hears one neutral sentence, whatever is wrong with the code."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests import build
from tests.bad_input import answers
from tests.bad_input.town import Town
from tests.client import Client
from wallet import clock
from wallet.codes import pay_codes

NO_CODES = [
    "",
    "1" * 23,
    "1" * 25,
    "a" * 24,
    "1" * 23 + "x",
    "-" + "1" * 23,
    "1" * 23 + "\u0661",
    "1" * 23 + "\u0000",
    "1" * 10_000,
]


def _with_another_check(town: Town) -> str:
    code = town.phone.code(clock.now())
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def _used(town: Town) -> str:
    """The step of a phone of the same wallet is spent already, as after a sale elsewhere."""
    now, phone = clock.now(), build.a_phone(town.session, town.phone.wallet)
    step = pay_codes.step_at(now)
    town.session.add(pay_codes.PayCodeUse(device_id=phone.device.id, step=step, used_at=now))
    town.session.commit()
    return phone.code(now)


def _of_a_phone_without_coins(town: Town) -> str:
    phone = build.a_phone(town.session)
    town.session.commit()
    return phone.code(clock.now())


REFUSED: dict[str, Callable[[Town], str]] = {
    "a wrong check": _with_another_check,
    "an old step": lambda town: town.phone.code(clock.now(), steps=-3),
    "a step to come": lambda town: town.phone.code(clock.now(), steps=3),
    "an unknown phone": lambda town: "8" * 24,
    "used before": _used,
    "no coins": _of_a_phone_without_coins,
}


@pytest.mark.parametrize("code", NO_CODES)
def test_no_code_at_all_is_said_at_once(program: Client, town: Town, code: str) -> None:
    asked = program.post(
        "/api/redemptions", json=town.a_sale(code=code), headers=town.headers("till")
    )
    typed = answers.send(
        town.visitor("till"), "/till/redemptions", request_id=str(uuid4()), code=code, price="5"
    )

    assert list(answers.problem(asked, 422)["errors"]) == ["code"]
    assert "24" in answers.refusal(typed, 422)


@pytest.mark.parametrize("code", [111111111111111111111111, None, True, ["1" * 24], {"code": "1"}])
def test_a_code_is_a_string(program: Client, town: Town, code: object) -> None:
    answer = program.post(
        "/api/redemptions", json=town.a_sale(code=code), headers=town.headers("till")
    )

    assert list(answers.problem(answer, 422)["errors"]) == ["code"]


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_a_refused_code_is_one_neutral_answer(
    program: Client, town: Town, make: Callable[[Town], str]
) -> None:
    sale = town.a_sale(code=make(town))
    headers = town.headers("till")

    answer = program.post("/api/redemptions", json=sale, headers=headers)
    again = program.post("/api/redemptions", json=sale, headers=headers)

    assert answers.problem(answer, 409)["type"] == "/problems/not-paid"
    assert again.json == answer.json


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_a_cashier_sees_no_reason_and_no_balance(town: Town, make: Callable[[Town], str]) -> None:
    till, code = town.visitor("till"), make(town)

    led = answers.send(till, "/till/redemptions", request_id=str(uuid4()), code=code, price="5,00")
    page = till.get(led.headers["Location"])

    assert led.status_code == 302
    assert "Niet betaald" in answers.refusal(page, 200)


@pytest.mark.parametrize("request_id", ["", "1", "x" * 36, "{0}", None, 7, True, "\u0000"])
def test_a_request_id_is_a_uuid(program: Client, town: Town, request_id: object) -> None:
    asked = program.post(
        "/api/redemptions", json=town.a_sale(request_id=request_id), headers=town.headers("till")
    )
    code = town.phone.code(clock.now())
    typed = answers.send(
        town.visitor("till"), "/till/redemptions", request_id=request_id or "", code=code, price="5"
    )

    assert list(answers.problem(asked, 422)["errors"]) == ["request_id"]
    answers.refusal(typed, 422)
