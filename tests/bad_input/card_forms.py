"""A good form, and a good request of a program, for everything about cards."""

from uuid import uuid4

from tests.bad_input.requests import Good
from tests.world.cards import PIN

NUMBER = "9123456789012345"
"""Of no card: what is bad beside it must not be let through for that reason alone."""

CARD_FORMS: list[tuple[Good, dict[str, str]]] = [
    (
        Good(
            "coordinator",
            "/organiser/cards/",
            lambda town: {"programme_id": town.programme.id, "page_count": "1"},
        ),
        {"programme_id": "choice", "page_count": "pages"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/participants/<participant_id>/cards",
            lambda town: {"number": town.blank_number, "pin": PIN, "pin_again": PIN},
        ),
        {"number": "card number", "pin": "pin", "pin_again": "pin"},
    ),
    (
        Good(
            "coordinator",
            "/organiser/participants/<participant_id>/cards/<card_id>/pin",
            lambda _: {"pin": PIN, "pin_again": PIN},
        ),
        {"pin": "pin", "pin_again": "pin"},
    ),
    (
        Good(
            "till",
            "/till/card-balance",
            lambda town: {"request_id": uuid4(), "number": town.card.number, "pin": PIN},
        ),
        {"request_id": "one of few", "number": "card number", "pin": "pin"},
    ),
]

CARD_PROGRAMS = [
    Good(
        "coordinator",
        "/api/card-sheets",
        lambda town: {"programme_id": str(town.programme.id), "page_count": 1},
    ),
    Good(
        "coordinator",
        "/api/participants/{participant_id}/cards",
        lambda _: {"number": NUMBER, "pin": PIN},
    ),
    Good(
        "coordinator",
        "/api/participants/{participant_id}/cards/{card_id}/pin",
        lambda _: {"pin": PIN},
    ),
    Good(
        "till",
        "/api/card-balances",
        lambda _: {"request_id": str(uuid4()), "number": NUMBER, "pin": PIN},
    ),
]
