"""The sponsor: pay in, see what became of it, and what counts for Social Return."""

from wallet.web.sponsor import contributions, funds, home, payment_requests, plans
from wallet.web.sponsor.blueprint import bp, nouns

__all__ = ["bp", "contributions", "funds", "home", "payment_requests", "plans"]

for noun in nouns:
    bp.register_blueprint(noun)
