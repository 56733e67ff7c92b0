"""Good forms of the register of Social Return, and of the ladder; of each field the kind."""

from typing import Any

from tests.bad_input.requests import Good
from tests.bad_input.town import Town
from wallet import clock


def _an_effort() -> dict[str, Any]:
    today = clock.day_of(clock.now()).isoformat()
    days = dict.fromkeys(("from_on", "to_on"), today)
    return {"kind": "cost", "description": "An afternoon", "amount": "5", **days}


def _a_recognition(town: Town) -> dict[str, Any]:
    return {
        "merchant_id": str(town.shop.id),
        "scheme": "pso",
        "reference": "PSO 30+",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    }


def _a_cost(_: Town) -> dict[str, Any]:
    return {name: value for name, value in _an_effort().items() if name != "amount"} | {
        "amount_cents": 5
    }


SOCIAL_RETURN_PROGRAMS = [
    Good(
        "officer",
        "/api/valuation-rules",
        lambda _: {"text": "a table", "valid_from": "2026-01-01"},
    ),
    Good("officer", "/api/social-enterprises", _a_recognition),
    Good("officer", "/api/plans/{plan_id}/questions", lambda _: {"question": "Who?"}),
    Good(
        "sponsor", "/api/plans/{plan_id}/questions/{question_id}/answer", lambda _: {"answer": "We"}
    ),
    Good("sponsor", "/api/obligations/{obligation_id}/reports", lambda _: {"text": "Well"}),
    Good(
        "sponsor",
        "/api/obligations/{obligation_id}/efforts",
        _a_cost,
        optional=("amount_cents",),
    ),
    Good(
        "sponsor", "/api/efforts/{effort_id}/files", lambda _: {"name": "a.pdf", "content": "JVBE"}
    ),
    Good(
        "officer",
        "/api/efforts/{effort_id}/assessment",
        lambda _: {"accepted_cents": 0, "reason": "Not shown"},
        optional=("reason",),
    ),
]

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
