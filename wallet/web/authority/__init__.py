"""The Social Return officer: who owes what, which plan is good, and what really counted."""

from wallet.web.authority import (
    declarations,
    efforts,
    enterprises,
    exports,
    home,
    obligations,
    plans,
    questions,
    rules,
    statements,
    takeovers,
)
from wallet.web.authority.blueprint import bp, nouns

__all__ = [
    "bp",
    "declarations",
    "efforts",
    "enterprises",
    "exports",
    "home",
    "obligations",
    "plans",
    "questions",
    "rules",
    "statements",
    "takeovers",
]

for noun in nouns:
    bp.register_blueprint(noun)
