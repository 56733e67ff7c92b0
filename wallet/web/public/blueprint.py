"""Where the public pages live."""

from flask import Blueprint

bp = Blueprint("public", __name__)
