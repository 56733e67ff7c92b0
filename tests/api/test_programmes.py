"""Programmes over the API: what holds, what will hold, and who takes part."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import KVK_NUMBER, Parties
from wallet import clock

TOMORROW = (clock.day_of(clock.now()) + timedelta(days=1)).isoformat()


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


def new_terms(**changes: Any) -> dict[str, Any]:
    terms = {
        "valid_from": TOMORROW,
        "coin_cents": 100,
        "lapse_months": 6,
        "confirm_above_cents": 25_00,
    }
    return terms | changes


def test_members_see_the_programmes_of_their_organisation(client: Client, town: Parties) -> None:
    for member in (town.admin, town.sponsor, town.coordinator):
        listed = client.get("/api/programmes", headers=town.as_(member)).json
        assert [one["id"] for one in listed] == [str(town.programme.id)]
        assert listed[0]["terms"]["coin_cents"] == 100
    assert client.get("/api/programmes", headers=town.as_(town.other_officer)).json == []
    assert client.get("/api/programmes").status_code == 401


def test_new_terms_hold_from_a_later_day(client: Client, town: Parties) -> None:
    path, headers = f"/api/programmes/{town.programme.id}/terms", town.as_(town.admin)

    announced = client.post(path, json=new_terms(), headers=headers)
    again = client.post(path, json=new_terms(lapse_months=3), headers=headers)
    today = client.get("/api/programmes", headers=headers).json[0]["terms"]

    assert announced.status_code == 201
    assert announced.json["year_cap_cents"] is None
    assert again.json["type"] == "/problems/terms-already-announced"
    assert today["lapse_months"] == 12


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": clock.day_of(clock.now()).isoformat()},
        {"coin_cents": 0},
        {"coin_cents": 10_001},
        {"lapse_months": 121},
        {"month_cap_cents": -1},
        {"confirm_above_cents": None},
        {"colour": "green"},
    ],
)
def test_terms_that_make_no_sense_are_refused(
    client: Client, town: Parties, changes: dict[str, Any]
) -> None:
    path, headers = f"/api/programmes/{town.programme.id}/terms", town.as_(town.admin)

    assert client.post(path, json=new_terms(**changes), headers=headers).status_code == 422


def test_an_administrator_lets_organisations_take_part(client: Client, town: Parties) -> None:
    path, headers = f"/api/programmes/{town.programme.id}/organisations", town.as_(town.admin)
    known = {"name": "Whatever it was called", "kvk_number": KVK_NUMBER}

    added = client.post(path, json={"name": "Bakery", "kvk_number": "11111111"}, headers=headers)
    again = client.post(path, json=known, headers=headers)
    names = [one["name"] for one in client.get(path, headers=headers).json]

    assert (added.status_code, again.status_code) == (201, 201)
    assert again.json["name"] == "Demobouw"
    assert {"Bakery", "Demobouw"} <= set(names)
    wrong = {"name": "Bakery", "kvk_number": "1111"}
    assert client.post(path, json=wrong, headers=headers).status_code == 422


def test_only_the_operators_administrator_may(client: Client, town: Parties) -> None:
    path = f"/api/programmes/{town.programme.id}"

    assert client.post(path + "/terms", json=new_terms()).status_code == 401
    treasurer = town.as_(town.treasurer)
    assert client.post(path + "/terms", json=new_terms(), headers=treasurer).status_code == 403
    assert client.get(path + "/organisations", headers=treasurer).status_code == 403


def test_a_programme_of_another_operator_is_not_there(
    client: Client, town: Parties, committed: Session
) -> None:
    other = build.a_programme(committed)
    committed.commit()
    path, headers = f"/api/programmes/{other.id}", town.as_(town.admin)

    assert client.post(path + "/terms", json=new_terms(), headers=headers).status_code == 404
    assert client.get(path + "/organisations", headers=headers).status_code == 404


def test_an_administrator_opens_a_programme_and_contracts_a_shop(
    client: Client, town: Parties
) -> None:
    headers = town.as_(town.admin)
    terms = {name: value for name, value in new_terms().items() if name != "valid_from"}
    new = terms | {"name": "Zuid", "area": "Zuid", "iban": build.an_iban(), "holder": "Town"}
    shop = {
        "organisation": "Bakkerij Noord BV",
        "kvk_number": "12345678",
        "name": "De Bakker",
        "category": "groceries",
        "neighbourhood": "Noord",
        "iban": build.an_iban(),
        "payee": "Bakkerij Noord",
    }

    opened = client.post("/api/programmes", json=new, headers=headers)
    path = f"/api/programmes/{opened.json['id']}/shops"
    contracted = client.post(path, json=shop, headers=headers)

    assert (opened.status_code, contracted.status_code) == (201, 201)
    assert opened.json["terms"]["valid_from"] == opened.json["opened_on"]
    assert client.get(path, headers=headers).json == [contracted.json]
    assert client.post("/api/programmes", json=new, headers=headers).status_code == 409
    for wrong in ({"iban": "NL00BNGH0123456789"}, {"kvk_number": "1"}, {"payee": ""}):
        assert client.post(path, json=shop | wrong, headers=headers).status_code == 422
    assert client.post(path, json=shop, headers=town.as_(town.treasurer)).status_code == 403
    assert client.post(path, json=shop).status_code == 401
