"""The operator's administrator: what holds in a programme, who takes part, who may sign in."""

from wallet.web.admin import (
    addresses,
    endings,
    home,
    offers,
    openings,
    organisations,
    payout_calendars,
    people,
    programmes,
    shops,
    terms,
)
from wallet.web.admin.blueprint import bp, nouns

__all__ = [
    "addresses",
    "bp",
    "endings",
    "home",
    "offers",
    "openings",
    "organisations",
    "payout_calendars",
    "people",
    "programmes",
    "shops",
    "terms",
]

for noun in nouns:
    bp.register_blueprint(noun)
