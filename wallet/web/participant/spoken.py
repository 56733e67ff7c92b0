"""A code to say aloud, for a till that cannot scan: eight digits, two minutes, once."""

from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.codes import spoken_codes
from wallet.codes.spoken_codes import Spoken, TooManySpokenCodes
from wallet.edge import access, refusals, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/spoken")
@requires(Permission.SEE_OWN_WALLET)
def spoken() -> ResponseReturnValue:
    return _page()


@bp.post("/wallet/spoken")
@requires(Permission.SEE_OWN_WALLET)
def speak() -> ResponseReturnValue:
    """Shown once: only its digest is kept. Asking again makes another one, and ends this one."""
    try:
        made = spoken_codes.make(db.session, access.device(), now=clock.now())
    except TooManySpokenCodes as fault:
        return _page(fault=words.of(fault)), refusals.status_of(fault)
    return _page(made), HTTPStatus.CREATED


def _page(made: Spoken | None = None, *, fault: str | None = None) -> str:
    lives = int(spoken_codes.LIVES.total_seconds())
    return render_template("participant/spoken.html", made=made, lives=lives, fault=fault)
