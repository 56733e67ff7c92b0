"""The Social Return officer: who owes what, which plan is good, and what really counted."""

from wallet.web.authority import home, obligations, plans
from wallet.web.authority.blueprint import bp, nouns

__all__ = ["bp", "home", "obligations", "plans"]

for noun in nouns:
    bp.register_blueprint(noun)
