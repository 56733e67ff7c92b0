"""Where the pages for signing in live."""

from flask import Blueprint

bp = Blueprint("sign_in", __name__, url_prefix="/sign-in")
