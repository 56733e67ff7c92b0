"""A phone or tablet becomes a till, with a one-time code from the owner of the shop."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import pairings
from wallet.merchants.pairings import PairingAlreadyUsed, PairingCodeUnknown, PairingExpired
from wallet.web import submitted
from wallet.web.form import Form
from wallet.web.till.blueprint import bp

ABOUT = dict.fromkeys([PairingAlreadyUsed, PairingCodeUnknown, PairingExpired], "code")


@bp.get("/pair")
@requires(Permission.ANYONE)
def pairing() -> ResponseReturnValue:
    return _page(Form())


@bp.post("/pair")
@requires(Permission.ANYONE)
def pair() -> ResponseReturnValue:
    """What was typed wrong stands there to be mended."""
    form = Form(about=ABOUT)
    with form:
        code = submitted.fields().get("code", "")
        token = pairings.pair(db.session, code, now=clock.now())
        paired = pairings.find_till(db.session, token)
        assert paired is not None  # the token was made a moment ago
        access.sign_in_till(token, paired)
        return redirect(url_for(".pad"))
    return _page(form), form.status


def _page(form: Form) -> str:
    return render_template("till/pairing.html", form=form)
