"""A good form for every page that takes one; of each field the kind, to spoil it."""

from typing import Any

from tests.bad_input.address_forms import ADDRESS_FORMS
from tests.bad_input.card_forms import CARD_FORMS
from tests.bad_input.declared_forms import DECLARED_FORMS
from tests.bad_input.requests import CARD_LIMITS, IBAN, OFFER, PLAN, SHOP, Good, tomorrow, yesterday
from tests.bad_input.shop_forms import SHOP_FORMS
from tests.bad_input.social_return_forms import SOCIAL_RETURN_FORMS
from tests.bad_input.town import Town
from wallet import clock

FORMS: list[tuple[Good, dict[str, str]]] = [
    (
        Good(
            "sponsor",
            "/sponsor/funds/",
            lambda town: {"programme_id": town.programme.id, "name": "Parks"},
        ),
        {"programme_id": "choice", "name": "text"},
    ),
    (
        Good(
            "sponsor",
            "/sponsor/funds/<fund_id>/payment-requests",
            lambda _: {"amount": "100"},
        ),
        {"amount": "most a million"},
    ),
    (
        Good(
            "sponsor",
            "/sponsor/plans/",
            lambda town: (
                PLAN
                | {"obligation_id": town.obligation.id, "fund_id": town.fund.id}
                | {"value_factor": "1", "cap": "", "recognition": "redemption"}
            ),
        ),
        dict.fromkeys(PLAN, "text")
        | {"obligation_id": "choice", "fund_id": "choice", "value_factor": "factor"}
        | {"cap": "optional amount", "recognition": "one of few"},
    ),
    (
        Good(
            "treasurer",
            "/treasurer/funds/<fund_id>/allotments",
            lambda town: {
                "organisation_id": town.members["coordinator"].organisation_id,
                "amount": "1",
            },
        ),
        {"organisation_id": "choice", "amount": "most a million"},
    ),
    (
        Good(
            "treasurer",
            "/treasurer/settlements/",
            lambda town: {"programme_id": town.programme.id, "reason": "Today"},
        ),
        {"programme_id": "choice", "reason": "optional text"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/participants/",
            lambda town: {
                "programme_id": town.programme.id,
                "pseudonym": "Vos",
                "birth_year": "1970",
            },
        ),
        {"programme_id": "choice", "pseudonym": "text", "birth_year": "birth year"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/activities/",
            lambda town: (
                OFFER
                | {
                    "programme_id": town.programme.id,
                    "reward": "3",
                    "per": "time",
                    "hours_each": "2",
                }
            ),
        ),
        dict.fromkeys(OFFER, "text")
        | {"programme_id": "choice", "reward": "reward", "per": "one of few"}
        | {"hours_each": "hours"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/participations/",
            lambda town: {
                "participant_id": town.phone.wallet.id,
                "activity_id": town.activity.id,
                "held_on": yesterday(),
                "hours": "1",
            },
        ),
        {
            "participant_id": "choice",
            "activity_id": "choice",
            "held_on": "past day",
            "hours": "hours",
        },
    ),
    (
        Good(
            "colleague",
            "/organiser/participations/<participation_id>/rejection",
            lambda _: {"reason": "Nobody came"},
        ),
        {"reason": "text"},
    ),
    (
        Good("shopkeeper", "/merchant/<shop_id>/tills/", lambda _: {"name": "Left"}),
        {"name": "text"},
    ),
    (
        Good(
            "officer",
            "/authority/obligations/",
            lambda town: _contract(town.builder.kvk_number),
        ),
        {"contractor": "kvk number", "number": "text", "title": "text"}
        | {"contract_sum": "amount", "percentage": "percentage"}
        | dict.fromkeys(("awarded_on", "from_on", "to_on"), "day"),
    ),
    (
        Good("officer", "/authority/plans/<plan_id>/decline", lambda _: {"reason": "Too vague"}),
        {"reason": "text"},
    ),
    (
        Good(
            "admin",
            "/admin/people/",
            lambda town: {
                "organisation_id": town.programme.operator_id,
                "role": "treasurer",
                "name": "Jan",
                "email": "jan@example.org",
            },
        ),
        {"organisation_id": "choice", "role": "one of few", "name": "text", "email": "address"},
    ),
    (
        Good(
            "admin",
            "/admin/programmes/<programme_id>/organisations",
            lambda _: {"name": "Garden", "kvk_number": "12345678"},
        ),
        {"name": "text", "kvk_number": "kvk number"},
    ),
    (
        Good(
            "admin",
            "/admin/programmes/<programme_id>/terms",
            lambda _: (
                {
                    "valid_from": tomorrow(),
                    "coin": "1",
                    "lapse_months": "12",
                    "confirm_above": "25",
                }
                | CARD_LIMITS
            ),
        ),
        {"valid_from": "coming day", "coin": "amount", "lapse_months": "months"}
        | {"card_day_limit": "amount"},
    ),
    (
        Good("admin", "/admin/programmes/<programme_id>/shops", lambda _: SHOP),
        dict.fromkeys(("organisation", "name", "category", "neighbourhood", "payee"), "text")
        | {"kvk_number": "kvk number", "iban": "iban"},
    ),
    (
        Good(
            "admin",
            "/admin/programmes/",
            lambda _: (
                {
                    "name": "Meedoen",
                    "area": "Demostad",
                    "iban": IBAN,
                    "holder": "Stichting",
                    "coin": "1",
                    "lapse_months": "12",
                    "confirm_above": "25",
                }
                | CARD_LIMITS
            ),
        ),
        dict.fromkeys(("name", "area", "holder"), "text")
        | {"iban": "iban", "coin": "amount", "lapse_months": "months"}
        | {"card_day_limit": "amount"},
    ),
    *ADDRESS_FORMS,
    *CARD_FORMS,
    (Good("till", "/enrol", lambda _: {"code": "AAAAA-AAAAA"}), {"code": "code"}),
    (Good("till", "/till/pair", lambda _: {"code": "AAAAA-AAAAA"}), {"code": "code"}),
    *SHOP_FORMS,
    *SOCIAL_RETURN_FORMS,
    *DECLARED_FORMS,
]
"""Every form with fields, and the kind of each of them."""


def _contract(kvk_number: str | None) -> dict[str, Any]:
    today = clock.day_of(clock.now()).isoformat()
    dates = dict.fromkeys(("awarded_on", "from_on", "to_on"), today)
    text = {"contractor": kvk_number or "", "number": "C-1", "title": "Parks"}
    return {
        **text,
        "contract_sum": "1000",
        "percentage": "5",
        "kind": "works",
        "report_days": "14",
        **dates,
    }


def good_fields(town: Town, form: Good) -> dict[str, Any]:
    return {name: str(value) for name, value in form.fields(town).items()}
