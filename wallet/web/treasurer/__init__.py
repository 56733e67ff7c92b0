"""The treasurer: the bank's file in, budgets to organisations, payouts to merchants, reconciled."""

from wallet.web.treasurer import (
    allotments,
    approvals,
    assignments,
    bank_entries,
    bank_statements,
    disputes,
    funds,
    home,
    iban_changes,
    payment_files,
    repayments,
    settlements,
    shops,
    withdrawals,
)
from wallet.web.treasurer.blueprint import bp, nouns

__all__ = [
    "allotments",
    "approvals",
    "assignments",
    "bank_entries",
    "bank_statements",
    "bp",
    "disputes",
    "funds",
    "home",
    "iban_changes",
    "payment_files",
    "repayments",
    "settlements",
    "shops",
    "withdrawals",
]

for noun in nouns:
    bp.register_blueprint(noun)
