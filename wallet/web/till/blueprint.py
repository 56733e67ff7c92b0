"""Where the pages of the till live."""

from flask import Blueprint

bp = Blueprint("till", __name__, url_prefix="/till")
