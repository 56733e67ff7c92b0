"""For our script: make a passkey on this phone, with the PIN."""

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import passkeys
from wallet.web import submitted
from wallet.web.participant.blueprint import bp
from wallet.web.participant.confirmations import here


@bp.post("/wallet/passkeys/challenge")
@requires(Permission.SEE_OWN_WALLET)
def passkey_challenge() -> ResponseReturnValue:
    """What the phone has to sign, as JSON for `navigator.credentials.create`."""
    options = passkeys.ask_to_add(db.session, access.device(), here(), now=clock.now())
    return current_app.response_class(options, mimetype="application/json")


@bp.post("/wallet/passkeys")
@requires(Permission.SEE_OWN_WALLET)
def add_passkey() -> ResponseReturnValue:
    passkeys.add(
        db.session,
        access.device(),
        here(),
        answer=submitted.json("answer"),
        pin=submitted.fields().get("pin", ""),
        now=clock.now(),
    )
    return {"url": url_for(".pin")}, 201
