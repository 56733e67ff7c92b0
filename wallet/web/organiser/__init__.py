"""Activity organisations: register participants, write down who took part, verify it."""

from wallet.web.organiser import (
    activities,
    card_sheets,
    cards,
    devices,
    enrolments,
    home,
    ladder,
    participants,
    participations,
    pins,
    rejections,
    verifications,
)
from wallet.web.organiser.blueprint import bp, nouns

__all__ = [
    "activities",
    "bp",
    "card_sheets",
    "cards",
    "devices",
    "enrolments",
    "home",
    "ladder",
    "participants",
    "participations",
    "pins",
    "rejections",
    "verifications",
]

for noun in nouns:
    bp.register_blueprint(noun)
