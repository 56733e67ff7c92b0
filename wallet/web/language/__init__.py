"""Choosing the language; by POST, because it changes what the visitor's cookie says."""

from flask import Blueprint, redirect, request, session
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.languages import PARTICIPANT_LANGUAGES
from wallet.edge.refusals import own_path
from wallet.identity.permissions import Permission

bp = Blueprint("language", __name__, url_prefix="/language")


@bp.post("")
@requires(Permission.ANYONE)
def create() -> ResponseReturnValue:
    """Remember the language, and go back to the page the visitor came from."""
    if request.form.get("language") in PARTICIPANT_LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(own_path(request.form.get("next")))
