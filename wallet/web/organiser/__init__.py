"""Activity organisations: register participants, write down who took part, verify it."""

from wallet.web.organiser import (
    activities,
    devices,
    enrolments,
    home,
    participants,
    participations,
    rejections,
    verifications,
)
from wallet.web.organiser.blueprint import bp, nouns

__all__ = [
    "activities",
    "bp",
    "devices",
    "enrolments",
    "home",
    "participants",
    "participations",
    "rejections",
    "verifications",
]

for noun in nouns:
    bp.register_blueprint(noun)
