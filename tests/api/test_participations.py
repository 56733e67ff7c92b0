"""Coordinators' programs offer activities, write down who took part, and verify it."""

from datetime import timedelta
from typing import Any

import pytest

from tests import build
from tests.api.conftest import Town
from tests.client import Client
from wallet import clock
from wallet.money import Euros
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet

TOMORROW = (clock.day_of(clock.now()) + timedelta(days=1)).isoformat()


@pytest.fixture
def wallet(town: Town) -> Wallet:
    wallet = build.a_registration(town.session, town.coordinator, town.programme)
    town.session.commit()
    return wallet


def coffee(town: Town, **changes: Any) -> dict[str, Any]:
    offer = {
        "programme_id": str(town.programme.id),
        "name": "Coffee morning",
        "kind": "care",
        "neighbourhood": "Noord",
        "reward_coins": 3,
    }
    return offer | changes


@pytest.fixture
def hour(client: Client, town: Town, wallet: Wallet) -> dict[str, Any]:
    """An hour of coffee, today: what a program sends."""
    made = client.post("/api/activities", json=coffee(town), headers=town.as_coordinator)
    assert made.status_code == 201
    return {
        "activity_id": made.json["id"],
        "participant_id": str(wallet.id),
        "held_on": clock.day_of(clock.now()).isoformat(),
        "minutes": 60,
    }


@pytest.fixture
def recorded(client: Client, town: Town, hour: dict[str, Any]) -> str:
    """Where that hour is found, once it is written down."""
    made = client.post("/api/participations", json=hour, headers=town.as_coordinator)
    assert made.status_code == 201
    return f"/api/participations/{made.json['id']}"


@pytest.mark.parametrize("path", ["/api/activities", "/api/participations"])
def test_a_token_of_a_coordinator_is_needed(client: Client, town: Town, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers=town.as_shopkeeper).status_code == 403


def test_an_activity_is_offered_and_listed(client: Client, town: Town) -> None:
    made = client.post(
        "/api/activities", json=coffee(town, minutes_each=90), headers=town.as_coordinator
    )

    assert (made.json["per"], made.json["minutes_each"]) == ("time", 90)
    assert client.get("/api/activities", headers=town.as_colleague).json == [made.json]


@pytest.mark.parametrize(
    ("field", "value"),
    [("reward_coins", 0), ("reward_coins", 2.5), ("minutes_each", 1441), ("name", 7)],
)
def test_an_activity_that_makes_no_sense_names_its_field(
    client: Client, town: Town, field: str, value: object
) -> None:
    answer = client.post(
        "/api/activities", json=coffee(town, **{field: value}), headers=town.as_coordinator
    )

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_another_coordinator_verifies_and_the_coins_are_there(
    client: Client, town: Town, wallet: Wallet, recorded: str
) -> None:
    answer = client.post(f"{recorded}/verification", headers=town.as_colleague)

    assert (answer.status_code, answer.json["rewarded_cents"]) == (201, 300)
    assert wallets.balance(town.session, wallet) == Euros(300)
    listed = client.get("/api/participations", headers=town.as_coordinator).json
    assert [each["is_waiting"] for each in listed] == [False]


def test_who_wrote_it_down_cannot_verify_it(
    client: Client, town: Town, wallet: Wallet, recorded: str
) -> None:
    answer = client.post(f"{recorded}/verification", headers=town.as_coordinator)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/own-participation")
    assert wallets.balance(town.session, wallet) == Euros(0)


def test_it_is_verified_once(client: Client, town: Town, recorded: str) -> None:
    client.post(f"{recorded}/verification", headers=town.as_colleague)

    again = client.post(f"{recorded}/verification", headers=town.as_colleague)

    assert (again.status_code, again.json["type"]) == (409, "/problems/already-verified")


def test_a_rejection_says_why(client: Client, town: Town, recorded: str) -> None:
    without = client.post(f"{recorded}/rejection", json={"reason": " "}, headers=town.as_colleague)
    with_reason = client.post(
        f"{recorded}/rejection", json={"reason": "Was ill"}, headers=town.as_colleague
    )

    assert (without.status_code, with_reason.status_code) == (422, 201)
    assert with_reason.json["reason"] == "Was ill"


def test_a_participation_of_others_is_not_there(client: Client, town: Town, recorded: str) -> None:
    stranger = build.a_coordinator(town.session, town.programme)

    answer = client.post(f"{recorded}/verification", headers=town.as_member(stranger))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("held_on", TOMORROW, "date-in-future"),
        ("held_on", "2001-01-01", "date-too-early"),
        ("held_on", "16-03-2026", "invalid-input"),
        ("held_on", "9999-12-31", "invalid-input"),
        ("minutes", 0, "invalid-input"),
        ("minutes", 24 * 60 + 1, "invalid-input"),
        ("minutes", "60", "invalid-input"),
        ("activity_id", None, "invalid-input"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    client: Client, town: Town, hour: dict[str, Any], field: str, value: object, problem: str
) -> None:
    answer = client.post(
        "/api/participations", json=hour | {field: value}, headers=town.as_coordinator
    )

    assert (answer.status_code, answer.json["type"]) == (422, f"/problems/{problem}")
    assert answer.json["title"]


def test_an_exceeded_limit_and_an_empty_budget_say_so(
    client: Client, town: Town, hour: dict[str, Any]
) -> None:
    dear = client.post(
        "/api/activities", json=coffee(town, reward_coins=10), headers=town.as_coordinator
    ).json
    over = client.post(
        "/api/participations", json=hour | {"activity_id": dear["id"]}, headers=town.as_coordinator
    )

    assert (over.status_code, over.json["type"]) == (409, "/problems/allowance-exceeded")
