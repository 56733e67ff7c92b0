"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")
programmes_bp = Blueprint("programmes", __name__, url_prefix="/programmes")
people_bp = Blueprint("people", __name__, url_prefix="/people")
offers_bp = Blueprint("offers", __name__, url_prefix="/offers")
nouns = (programmes_bp, people_bp, offers_bp)
