"""The phone of a participant: enrol once, then balance, pay code and history without any login."""

from wallet.web.participant import (
    cards,
    confirmations,
    disputes,
    enrolments,
    history,
    offline,
    passkeys,
    phones,
    pins,
    places,
    purse,
    sessions,
    spoken,
    state,
)
from wallet.web.participant.blueprint import bp

__all__ = [
    "bp",
    "cards",
    "confirmations",
    "disputes",
    "enrolments",
    "history",
    "offline",
    "passkeys",
    "phones",
    "pins",
    "places",
    "purse",
    "sessions",
    "spoken",
    "state",
]
