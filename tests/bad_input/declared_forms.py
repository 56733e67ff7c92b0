"""Good requests and forms of what is declared, asked, stated, taken over and sent back."""

from datetime import timedelta
from typing import Any

from tests.bad_input.requests import IBAN, Good, tomorrow
from tests.bad_input.town import Town
from wallet import clock
from wallet.wallets import device_proofs

WORDS = "We state what the contractor contributed."
QUESTIONS = "/declarations/{declaration_id}/questions"


def _proof(town: Town) -> dict[str, str]:
    """What the town's phone would sign in with."""
    handle, step = town.phone.device.handle, int(clock.now().timestamp()) // 30
    return {"handle": handle, "proof": device_proofs.make(town.phone.secret, handle, step)}


DECLARED_PROGRAMS = [
    Good("contractor", "/api/obligations/{obligation_id}/declarations", lambda _: {"to": _today()}),
    Good(
        "officer",
        "/api/declarations/{declaration_id}/assessment",
        lambda _: {"approved_cents": 100, "reason": "No receipt"},
        optional=("reason",),
    ),
    Good("officer", f"/api{QUESTIONS}", lambda _: {"question": "Which shop?"}),
    Good("contractor", f"/api{QUESTIONS}/{{question_id}}/answer", lambda _: {"answer": "That one"}),
    Good("officer", "/api/obligations/{obligation_id}/statements", lambda _: {"words": WORDS}),
    Good("officer", "/api/statements/{statement_id}/withdrawal", lambda _: {"reason": "Mistaken"}),
    Good(
        "officer",
        "/api/obligations/{obligation_id}/takeover",
        lambda town: {
            "successor_id": str(town.declared.declaration.obligation_id),
            "on": tomorrow(),
        },
    ),
    Good(
        "treasurer",
        "/api/repayments",
        lambda town: (
            _to_sender() | {"bank_entry_id": str(town.declared.entry.id), "amount_cents": 100}
        ),
        optional=("amount_cents",),
    ),
]

DECLARED_FORMS: list[tuple[Good, dict[str, str]]] = [
    (
        Good("sponsor", "/sponsor/declarations/new/<obligation_id>", lambda _: {"to": _today()}),
        {"to": "past day"},
    ),
    (
        Good(
            "officer",
            "/authority/declarations/<declaration_id>/assessment",
            lambda _: {"approved": "1", "reason": "No receipt"},
        ),
        {"approved": "amount or nothing", "reason": "text"},
    ),
    (
        Good(
            "officer",
            "/authority/declarations/<declaration_id>/questions",
            lambda _: {"question": "Which shop?"},
        ),
        {"question": "text"},
    ),
    (
        Good(
            "contractor",
            "/sponsor/declarations/<declaration_id>/questions/<question_id>/answer",
            lambda _: {"answer": "That one"},
        ),
        {"answer": "text"},
    ),
    (
        Good("officer", "/authority/statements/new/<obligation_id>", lambda _: {"words": WORDS}),
        {"words": "text"},
    ),
    (
        Good(
            "officer",
            "/authority/obligations/<obligation_id>/takeover",
            lambda town: {
                "successor_id": town.declared.declaration.obligation_id,
                "on": tomorrow(),
            },
        ),
        {"successor_id": "choice", "on": "day"},
    ),
    (
        Good(
            "officer",
            "/authority/social-enterprises/",
            lambda town: {
                "merchant_id": town.shop.id,
                "scheme": "pso",
                "reference": "PSO 30+",
                "valid_from": _today(),
                "valid_to": tomorrow(),
            },
        ),
        {"merchant_id": "choice", "scheme": "one of few", "reference": "text"}
        | dict.fromkeys(("valid_from", "valid_to"), "day"),
    ),
    (
        Good(
            "treasurer",
            "/treasurer/bank-entries/<entry_id>/repayment",
            lambda _: _to_sender() | {"amount": "1"},
        ),
        {"amount": "most a million", "name": "text", "iban": "iban", "reason": "text"},
    ),
    (
        Good(
            "treasurer",
            "/treasurer/repayments/",
            lambda town: {"programme_id": town.programme.id},
        ),
        {"programme_id": "choice"},
    ),
    (
        Good(
            "admin",
            "/admin/programmes/<programme_id>/ending",
            lambda _: {
                "last_reward_on": tomorrow(),
                "spend_until": _in_days(60),
                "reason": "The money is spent",
            },
        ),
        {"last_reward_on": "coming day", "spend_until": "coming day", "reason": "text"},
    ),
    (
        Good("nobody", "/wallet/session", _proof),
        {"handle": "code", "proof": "code"},
    ),
]


def _today() -> str:
    return _in_days(0)


def _in_days(count: int) -> str:
    return (clock.day_of(clock.now()) + timedelta(days=count)).isoformat()


def _to_sender() -> dict[str, Any]:
    return {"name": "Sponsor", "iban": IBAN, "reason": "Not asked for"}
