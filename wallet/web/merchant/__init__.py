"""Merchants: what was sold, which tills there are, and what was paid. No names of participants."""

from wallet.web.merchant import (
    account,
    addresses,
    disputes,
    home,
    offers,
    payouts,
    reversals,
    sales,
    tills,
    weeks,
)
from wallet.web.merchant.blueprint import bp, nouns

__all__ = [
    "account",
    "addresses",
    "bp",
    "disputes",
    "home",
    "offers",
    "payouts",
    "reversals",
    "sales",
    "tills",
    "weeks",
]

for noun in nouns:
    bp.register_blueprint(noun)
