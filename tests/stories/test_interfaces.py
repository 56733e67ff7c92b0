"""The names that other programs build on: they are there, with these keys and these types."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from flask import Flask
from sqlalchemy.orm import Session

from tests.bad_input.town import Town, build_town
from tests.stories import bank_files, programs
from wallet.banking import references

Check = Callable[[Any], bool]


def cents(value: Any) -> bool:
    return type(value) is int


def day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("2026-03-16")


def instant(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("+00:00")


def uuid(value: Any) -> bool:
    return str(UUID(value)) == value


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


SALE: dict[str, Check] = {
    "request_id": uuid,
    "receipt": text,
    "price_cents": cents,
    "paid_cents": cents,
    "to_go_cents": cents,
    "redeemed_at": instant,
}
FUND: dict[str, Check] = {"received_cents": cents, "pot_cents": cents, "spent_cents": cents}
ASKED: dict[str, Check] = {
    "reference": references.is_valid,
    "iban": text,
    "amount_cents": cents,
    "epc": lambda epc: epc.startswith("BCD\n"),
}
COUNTED: dict[str, Check] = dict.fromkeys(
    ("redeemed_cents", "reversed_cents", "counted_cents"), cents
)
BACKING: dict[str, Check] = {
    "as_of": day,
    "closing_balance_cents": cents,
    "books_cents": cents,
    "difference_cents": cents,
    "funds": lambda funds: all(_is(each, FUND_BACKING) for each in funds),
}
FUND_BACKING: dict[str, Check] = {"id": uuid, "received_cents": cents, "spent_cents": cents}
TAKEN_IN: dict[str, Check] = dict.fromkeys(("entries", "matched", "unmatched"), cents)


@pytest.fixture
def town(committed: Session, app: Flask) -> Town:
    return build_town(committed, app)


def test_the_service_says_how_it_is(town: Town) -> None:
    answer = town.program().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_the_description_is_valid_openapi(town: Town) -> None:
    description = town.program().get("/api/openapi.json").json

    assert description["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(description).validate()


def test_a_till_sells_asks_again_and_reverses(town: Town) -> None:
    sale = town.a_sale()
    path = f"/api/redemptions/{sale['request_id']}"

    assert _is(_post(town, "till", "/api/redemptions", 201, json=sale), SALE)
    assert _is(_post(town, "till", "/api/redemptions", 200, json=sale), SALE)
    assert _is(_get(town, "till", path), SALE)
    assert _is(_post(town, "till", f"{path}/reversal", 201), SALE | {"reversed_at": instant})


def test_a_sponsor_pays_in_and_sees_what_counts(town: Town) -> None:
    path = f"/api/funds/{town.fund.id}"
    asked = _post(town, "sponsor", f"{path}/payment-requests", 201, json={"amount_cents": 1000})

    assert _is(asked, ASKED)
    assert _is(_get(town, "sponsor", path), FUND)
    period = "from=2026-01-01&to=2026-12-31"
    assert _is(_get(town, "sponsor", f"{path}/contributions?{period}"), COUNTED)


def test_a_treasurer_hands_in_a_statement(town: Town) -> None:
    statement = bank_files.top_up("02", iban=town.iban, reference="RF18539007547034")
    first = _post(town, "treasurer", "/api/bank-statements", 201, data=statement)

    assert _is(first, TAKEN_IN)
    assert _post(town, "treasurer", "/api/bank-statements", 200, data=statement) == first


def test_everybody_sees_the_backing(town: Town) -> None:
    answer = town.program().get("/api/backing")

    assert answer.mimetype == "application/json"
    assert answer.json["funds"]
    assert _is(answer.json, BACKING)


def test_refusals_are_problems(town: Town) -> None:
    program, till = town.program(), town.headers("till")
    nowhere = f"/api/redemptions/{town.fund.id}"

    programs.is_problem(program.post("/api/redemptions"), 401, "sign-in-required")
    programs.is_problem(program.get("/api/settlements", headers=till), 403, "not-allowed")
    programs.is_problem(program.get(nowhere, headers=till), 404, "redemption-not-found")
    programs.is_problem(program.get("/api/nothing"), 404, "not-found")
    programs.is_problem(program.delete("/api/redemptions"), 405)
    unknown = program.post("/api/redemptions", json=town.a_sale(surprise=1), headers=till)
    programs.is_problem(unknown, 422, "invalid-input")
    assert list(unknown.json["errors"]) == ["surprise"]


def _get(town: Town, who: str, path: str) -> Any:
    answer = town.program().get(path, headers=town.headers(who))
    assert answer.status_code == 200, answer.text
    return answer.json


def _post(town: Town, who: str, path: str, status: int, **body: Any) -> Any:
    answer = town.program().post(path, headers=town.headers(who), **body)
    assert answer.status_code == status, answer.text
    return answer.json


def _is(body: dict[str, Any], keys: dict[str, Check]) -> bool:
    """Every key is there and of its type; there may be more."""
    wrong = [key for key, check in keys.items() if not check(body[key])]
    assert wrong == [], body
    return True
