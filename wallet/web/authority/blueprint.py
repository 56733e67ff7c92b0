"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("authority", __name__, url_prefix="/authority")
obligations_bp = Blueprint("obligations", __name__, url_prefix="/obligations")
plans_bp = Blueprint("plans", __name__, url_prefix="/plans")
rules_bp = Blueprint("rules", __name__, url_prefix="/rules")
efforts_bp = Blueprint("efforts", __name__, url_prefix="/efforts")
declarations_bp = Blueprint("declarations", __name__, url_prefix="/declarations")
statements_bp = Blueprint("statements", __name__, url_prefix="/statements")
enterprises_bp = Blueprint("enterprises", __name__, url_prefix="/social-enterprises")
nouns = (
    obligations_bp,
    plans_bp,
    rules_bp,
    efforts_bp,
    declarations_bp,
    statements_bp,
    enterprises_bp,
)
