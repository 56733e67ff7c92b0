"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("authority", __name__, url_prefix="/authority")
obligations_bp = Blueprint("obligations", __name__, url_prefix="/obligations")
plans_bp = Blueprint("plans", __name__, url_prefix="/plans")
nouns = (obligations_bp, plans_bp)
