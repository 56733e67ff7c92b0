"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

bp = Blueprint("organiser", __name__, url_prefix="/organiser")
participants_bp = Blueprint("participants", __name__, url_prefix="/participants")
activities_bp = Blueprint("activities", __name__, url_prefix="/activities")
participations_bp = Blueprint("participations", __name__, url_prefix="/participations")
cards_bp = Blueprint("cards", __name__, url_prefix="/cards")
nouns = (participants_bp, activities_bp, participations_bp, cards_bp)
