"""The treasurer: the bank's file in, budgets to organisations, payouts to merchants, reconciled."""

from wallet.web.treasurer import (
    allotments,
    approvals,
    assignments,
    bank_entries,
    bank_statements,
    funds,
    home,
    payment_files,
    settlements,
)
from wallet.web.treasurer.blueprint import bp, nouns

__all__ = [
    "allotments",
    "approvals",
    "assignments",
    "bank_entries",
    "bank_statements",
    "bp",
    "funds",
    "home",
    "payment_files",
    "settlements",
]

for noun in nouns:
    bp.register_blueprint(noun)
