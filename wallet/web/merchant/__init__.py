"""Merchants: what was sold, which tills there are, and what was paid. No names of participants."""

from wallet.web.merchant import home, payouts, reversals, sales, tills
from wallet.web.merchant.blueprint import bp, nouns

__all__ = ["bp", "home", "payouts", "reversals", "sales", "tills"]

for noun in nouns:
    bp.register_blueprint(noun)
