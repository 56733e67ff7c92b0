"""Good forms of the register of Social Return, and of the ladder; of each field the kind."""

from typing import Any

from tests.bad_input.requests import Good
from wallet import clock


def _an_effort() -> dict[str, Any]:
    today = clock.day_of(clock.now()).isoformat()
    days = dict.fromkeys(("from_on", "to_on"), today)
    return {"kind": "cost", "description": "An afternoon", "amount": "5", **days}


SOCIAL_RETURN_FORMS: list[tuple[Good, dict[str, str]]] = [
    (
        Good(
            "officer",
            "/authority/rules/",
            lambda _: {"table": "utrecht", "valid_from": "2025-01-01"},
        ),
        {"table": "one of few", "valid_from": "day"},
    ),
    (
        Good("officer", "/authority/plans/<plan_id>/questions", lambda _: {"question": "Who?"}),
        {"question": "text"},
    ),
    (
        Good("sponsor", "/sponsor/contracts/<obligation_id>/efforts", lambda _: _an_effort()),
        {"kind": "one of few", "description": "text", "amount": "amount"}
        | dict.fromkeys(("from_on", "to_on"), "day"),
    ),
    (
        Good("sponsor", "/sponsor/contracts/<obligation_id>/reports", lambda _: {"text": "Well"}),
        {"text": "text"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/participants/<participant_id>/ladder",
            lambda _: {"step": "3"},
        ),
        {"step": "weekday"},
    ),
]
