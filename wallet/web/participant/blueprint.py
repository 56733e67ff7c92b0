"""Where the pages of the phone live."""

from flask import Blueprint

bp = Blueprint("participant", __name__)
