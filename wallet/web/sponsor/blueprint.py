"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("sponsor", __name__, url_prefix="/sponsor")
funds_bp = Blueprint("funds", __name__, url_prefix="/funds")
plans_bp = Blueprint("plans", __name__, url_prefix="/plans")
contracts_bp = Blueprint("contracts", __name__, url_prefix="/contracts")
efforts_bp = Blueprint("efforts", __name__, url_prefix="/efforts")
declarations_bp = Blueprint("declarations", __name__, url_prefix="/declarations")
statements_bp = Blueprint("statements", __name__, url_prefix="/statements")
nouns = (funds_bp, plans_bp, contracts_bp, efforts_bp, declarations_bp, statements_bp)
