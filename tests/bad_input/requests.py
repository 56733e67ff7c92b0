"""A good request for every route that takes one, so that a test can spoil one thing at a time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.bad_input.town import Town
from wallet import clock
from wallet.identity.permissions import ROLES_WITH, Permission, Role

WHO = {
    Role.ADMIN: "admin",
    Role.TREASURER: "treasurer",
    Role.OFFICER: "officer",
    Role.COORDINATOR: "coordinator",
    Role.MERCHANT: "shopkeeper",
    Role.SPONSOR: "sponsor",
    Role.PARTICIPANT: "phone",
    Role.TILL: "till",
}
_ARGUMENT = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")


@dataclass(frozen=True)
class Good:
    """Who sends what where: `town` fills in the ids in path and fields."""

    who: str
    path: str
    fields: Callable[[Town], dict[str, Any]]
    optional: tuple[str, ...] = ()
    """What may be left out, or be null: it is spoilt otherwise only."""


def someone_with(permission: Permission) -> str | None:
    """Somebody in the town who may; nobody needs to be anybody for what is open to all."""
    if permission is Permission.ANYONE:
        return None
    return next(who for role, who in WHO.items() if role in ROLES_WITH[permission])


def own_path(town: Town, rule: str) -> str:
    """The address of the town's own thing; of a thing that is not there where it has none."""
    ids = {
        "programme_id": town.programme.id,
        "fund_id": town.fund.id,
        "shop_id": town.shop.id,
        "participant_id": town.phone.wallet.id,
        "participation_id": town.participation.id,
        "obligation_id": town.obligation.id,
        "plan_id": town.plan.id,
        "offer_id": town.offer.id,
        "device_id": town.phone.device.id,
        "card_id": town.card.card.id,
        "declaration_id": town.declared.declaration.id,
        "question_id": town.declared.question.id,
        "statement_id": town.declared.statement.id,
        "entry_id": town.declared.entry.id,
    }
    return _ARGUMENT.sub(lambda match: str(ids.get(match[1], uuid4())), rule)


def nowhere(rule: str) -> str:
    """The address of something that is not there."""
    return _ARGUMENT.sub(lambda _match: str(uuid4()), rule)


def yesterday() -> str:
    return (clock.day_of(clock.now()) - timedelta(days=1)).isoformat()


def tomorrow() -> str:
    return (clock.day_of(clock.now()) + timedelta(days=1)).isoformat()


def _contract(**more: Any) -> dict[str, Any]:
    dates = {"awarded_on": "2026-01-01", "from_on": "2026-02-01", "to_on": "2027-01-31"}
    return {"title": "Parks", **dates, **more}


PLAN = {
    "goal": "Company",
    "target_group": "Neighbours",
    "neighbourhood": "Noord",
    "activities": "Coffee",
    "participants": "Staff",
}
OFFER = {"name": "Coffee", "kind": "care", "neighbourhood": "Noord"}
IBAN = "NL04BNGH0285170000"
SHOP = {
    "organisation": "Bakery",
    "kvk_number": "12345678",
    "name": "Bakery",
    "payee": "Bakery",
    "category": "bread",
    "neighbourhood": "Noord",
    "iban": IBAN,
}
CARD_LIMITS = {"card_pin_above": "10", "card_sales_without_pin": "5", "card_day_limit": "25"}
TERMS = {"coin_cents": 100, "lapse_months": 12, "confirm_above_cents": 2500}

PROGRAMS = [
    Good("till", "/api/redemptions", lambda town: town.a_sale()),
    Good("till", "/api/enrolments", lambda _: {"code": "AAAAA-AAAAA"}),
    Good("till", "/api/tills/pairings", lambda _: {"code": "AAAAA-AAAAA"}),
    Good(
        "sponsor",
        "/api/funds",
        lambda town: {"programme_id": str(town.programme.id), "name": "Parks"},
    ),
    Good("sponsor", "/api/funds/{fund_id}/payment-requests", lambda _: {"amount_cents": 100}),
    Good(
        "treasurer",
        "/api/funds/{fund_id}/allotments",
        lambda town: {
            "organisation_id": str(town.members["coordinator"].organisation_id),
            "amount_cents": 100,
        },
    ),
    Good(
        "treasurer",
        "/api/settlements",
        lambda town: {"programme_id": str(town.programme.id), "reason": "Today"},
        optional=("reason",),
    ),
    Good(
        "treasurer",
        "/api/bank-entries/{entry_id}/assignment",
        lambda _: {"payment_request_id": str(uuid4())},
    ),
    Good(
        "coordinator",
        "/api/participants",
        lambda town: {
            "pseudonym": "Vos",
            "birth_year": 1970,
            "programme_id": str(town.programme.id),
        },
    ),
    Good(
        "coordinator",
        "/api/activities",
        lambda town: OFFER | {"programme_id": str(town.programme.id), "reward_coins": 3},
    ),
    Good(
        "coordinator",
        "/api/participations",
        lambda town: {
            "activity_id": str(town.activity.id),
            "participant_id": str(town.phone.wallet.id),
            "held_on": yesterday(),
            "minutes": 60,
        },
    ),
    Good(
        "colleague",
        "/api/participations/{participation_id}/rejection",
        lambda _: {"reason": "Nobody came"},
    ),
    Good(
        "shopkeeper",
        "/api/tills",
        lambda town: {"merchant_id": str(town.shop.id), "name": "Left"},
    ),
    Good(
        "shopkeeper",
        "/api/offers",
        lambda town: {
            "merchant_id": str(town.shop.id),
            "programme_id": str(town.programme.id),
            "name": "Bread",
            "price_cents": 300,
            "usual_price_cents": 350,
        },
    ),
    Good("admin", "/api/offers/{offer_id}/decline", lambda _: {"reason": "Too dear"}),
    Good(
        "shopkeeper",
        "/api/iban-changes",
        lambda town: {"merchant_id": str(town.shop.id), "iban": IBAN, "payee": "Shop"},
    ),
    Good(
        "officer",
        "/api/obligations",
        lambda town: _contract(
            contractor_kvk_number=town.builder.kvk_number,
            contract_number="C-1",
            contract_sum_cents=100,
            percentage_bp=500,
        ),
        optional=("percentage_bp",),
    ),
    Good(
        "sponsor",
        "/api/plans",
        lambda town: (
            PLAN | {"obligation_id": str(town.obligation.id), "fund_id": str(town.fund.id)}
        ),
    ),
    Good("officer", "/api/plans/{plan_id}/decline", lambda _: {"reason": "Too vague"}),
    Good(
        "admin",
        "/api/programmes",
        lambda _: (
            TERMS | {"name": "Meedoen", "area": "Demostad", "iban": IBAN, "holder": "Stichting"}
        ),
    ),
    Good("admin", "/api/programmes/{programme_id}/shops", lambda _: SHOP),
    Good(
        "admin",
        "/api/programmes/{programme_id}/terms",
        lambda _: TERMS | {"valid_from": tomorrow()},
    ),
    Good(
        "admin",
        "/api/programmes/{programme_id}/organisations",
        lambda _: {"name": "Garden", "kvk_number": "12345678"},
    ),
]
"""Every request of the API with a JSON body."""
