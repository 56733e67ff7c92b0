"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("sponsor", __name__, url_prefix="/sponsor")
funds_bp = Blueprint("funds", __name__, url_prefix="/funds")
plans_bp = Blueprint("plans", __name__, url_prefix="/plans")
nouns = (funds_bp, plans_bp)
