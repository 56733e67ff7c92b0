"""Amounts of euros nobody can ask, allot or owe, over the API; the pages are in `test_forms`."""

import pytest

from tests.bad_input import answers, requests
from tests.bad_input.requests import PROGRAMS
from tests.bad_input.town import Town
from tests.client import Client

AMOUNTS = [0, -1, -(10**18), 1.005, 100.0, "100", "1.005", True, None, 10**18, 10**40]
A_MILLION_AND_A_CENT = 1_000_000_01
FIELDS = [
    ("/api/funds/{fund_id}/payment-requests", "amount_cents", A_MILLION_AND_A_CENT),
    ("/api/funds/{fund_id}/allotments", "amount_cents", A_MILLION_AND_A_CENT),
    ("/api/redemptions", "price_cents", A_MILLION_AND_A_CENT),
    ("/api/obligations", "contract_sum_cents", 10**13),
    ("/api/programmes/{programme_id}/terms", "coin_cents", 100_01),
    ("/api/activities", "reward_coins", 1001),
]


@pytest.mark.parametrize(("path", "field", "too_much"), FIELDS)
def test_an_amount_that_cannot_be_names_its_field(
    program: Client, town: Town, path: str, field: str, too_much: int
) -> None:
    (good,) = [good for good in PROGRAMS if good.path == path]
    for amount in [*AMOUNTS, too_much]:
        answer = program.post(
            requests.own_path(town, path),
            json=good.fields(town) | {field: amount},
            headers=town.headers(good.who),
        )
        assert list(answers.problem(answer, 422)["errors"]) == [field], amount


def test_more_than_the_pot_holds_is_refused_with_what_it_holds(program: Client, town: Town) -> None:
    gardeners = str(town.members["coordinator"].organisation_id)
    path = requests.own_path(town, "/api/funds/{fund_id}/allotments")

    asked = program.post(
        path,
        json={"organisation_id": gardeners, "amount_cents": 1_000_000_00},
        headers=town.headers("treasurer"),
    )
    typed = answers.send(
        town.visitor("treasurer"),
        requests.own_path(town, "/treasurer/funds/<fund_id>/allotments"),
        organisation_id=gardeners,
        amount="1000000",
    )

    assert answers.problem(asked, 409)["type"] == "/problems/pot-too-small"
    assert "€ 1.000,00" in answers.refusal(typed, 409)
