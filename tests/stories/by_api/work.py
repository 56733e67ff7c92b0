"""Steps 5 to 7: somebody takes part, a colleague confirms it, and the coins are on the phone."""

from datetime import timedelta
from typing import Any

from tests.stories.by_api.cast import Cast
from tests.stories.phones import StoryPhone
from wallet import clock
from wallet.identity.permissions import Role

A_MORNING = 180
"""Minutes."""


def a_coordinator_registers_a_participant(cast: Cast) -> str:
    new = {"pseudonym": "Merel", "birth_year": 1968, "programme_id": cast.programme_id}
    return str(cast.karin.post("/api/participants", new)["id"])


def a_start_code_makes_a_phone(cast: Cast, participant_id: str) -> StoryPhone:
    handed_over = cast.karin.post(f"/api/participants/{participant_id}/enrolments")
    told = cast.client.post("/api/enrolments", json={"code": handed_over["code"]})
    again = cast.client.post("/api/enrolments", json={"code": handed_over["code"]})
    assert (told.status_code, again.status_code) == (201, 409)
    return StoryPhone(told.json["handle"], bytes.fromhex(told.json["secret"]))


def a_morning_is_written_down(cast: Cast, participant_id: str) -> dict[str, Any]:
    activity = cast.karin.post("/api/activities", _gardening(cast))
    return _participation(cast, activity["id"], participant_id)


def a_colleague_verifies_it(cast: Cast, participation: dict[str, Any]) -> None:
    """Who wrote it down cannot; a colleague can, once."""
    path = f"/api/participations/{participation['id']}/verification"
    own = cast.karin.post(path, status=409)
    assert own["type"] == "/problems/own-participation"
    assert cast.youssef.post(path)["rewarded_cents"] == 1500
    assert cast.youssef.post(path, status=409)["type"] == "/problems/already-verified"


def an_empty_budget_says_so(cast: Cast, participation: dict[str, Any]) -> None:
    """A second morning costs EUR 15.00, and EUR 5.00 is left."""
    participant_id = participation["participant_id"]
    second = _participation(cast, participation["activity_id"], participant_id)
    refused = cast.youssef.post(f"/api/participations/{second['id']}/verification", status=409)
    assert refused["type"] == "/problems/budget-empty"
    assert "5,00" in refused["title"]
    assert "15,00" in refused["title"]


def more_than_the_allowance_is_refused(cast: Cast, participant_id: str) -> None:
    """Nobody may get seven coins for an hour: more than EUR 5.75 would be taxed."""
    generous = cast.karin.post("/api/activities", _gardening(cast) | {"reward_coins": 7})
    refused = _participation(cast, generous["id"], participant_id, status=409)
    assert refused["type"] == "/problems/allowance-exceeded"
    assert "per uur" in refused["title"]


def the_coins_are_on_the_phone(cast: Cast, phone: StoryPhone, *, cents: int) -> None:
    wallet = cast.program(Role.PARTICIPANT, phone.token)
    assert wallet.get("/api/wallet")["balance_cents"] == cents
    changes = [event["change_cents"] for event in wallet.get("/api/wallet/events")]
    assert sum(changes) == cents


def _gardening(cast: Cast) -> dict[str, Any]:
    return {
        "programme_id": cast.programme_id,
        "name": "Tuinieren in de buurttuin",
        "kind": "groen",
        "neighbourhood": "Zuid",
        "reward_coins": 5,
    }


def _participation(
    cast: Cast, activity_id: str, participant_id: str, *, status: int = 201
) -> dict[str, Any]:
    yesterday = clock.day_of(clock.now()) - timedelta(days=1)
    new = {
        "activity_id": activity_id,
        "participant_id": participant_id,
        "held_on": yesterday.isoformat(),
        "minutes": A_MORNING,
    }
    return dict(cast.karin.post("/api/participations", new, status=status))
