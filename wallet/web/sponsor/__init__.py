"""The sponsor: pay in, see what became of it, and what counts for Social Return."""

from wallet.web.sponsor import (
    addresses,
    answers,
    contracts,
    contributions,
    declarations,
    efforts,
    funds,
    home,
    payment_requests,
    plans,
    statements,
)
from wallet.web.sponsor.blueprint import bp, nouns

__all__ = [
    "addresses",
    "answers",
    "bp",
    "contracts",
    "contributions",
    "declarations",
    "efforts",
    "funds",
    "home",
    "payment_requests",
    "plans",
    "statements",
]

for noun in nouns:
    bp.register_blueprint(noun)
