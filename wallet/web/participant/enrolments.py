"""A participant's phone becomes a device of the wallet, with a one-time code from a coordinator."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.refusals import wants_json
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import enrolments
from wallet.web import submitted
from wallet.web.participant.blueprint import bp


@bp.get("/enrol")
@requires(Permission.ANYONE)
def enrol() -> ResponseReturnValue:
    """The code stands behind a `#` in the address: nothing is sent until somebody starts."""
    return render_template("participant/enrol.html")


@bp.post("/enrol")
@requires(Permission.ANYONE)
def create() -> ResponseReturnValue:
    """Tell the phone its secret, once. Without scripts it cannot keep one, but it shows coins."""
    device, secret = enrolments.enrol(
        db.session, submitted.fields().get("code", ""), now=clock.now()
    )
    access.sign_in_device(device)
    wallet_url = url_for(".wallet")
    if wants_json():
        return {
            "handle": device.handle,
            "secret": secret.hex(),
            "wallet": str(device.wallet_id),  # to notice that somebody on this phone begins anew
            "wallet_url": wallet_url,
        }, 201
    return redirect(wallet_url)
