"""The Social Return officer: who owes what, which plan is good, and what really counted."""

from wallet.web.authority import efforts, exports, home, obligations, plans, questions, rules
from wallet.web.authority.blueprint import bp, nouns

__all__ = ["bp", "efforts", "exports", "home", "obligations", "plans", "questions", "rules"]

for noun in nouns:
    bp.register_blueprint(noun)
