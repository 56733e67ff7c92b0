"""A finger or face: made on this phone by our script, with the PIN; taken away by a button."""

from uuid import UUID

from flask import current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

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


@bp.post("/wallet/passkeys/<uuid:passkey_id>/removal")
@requires(Permission.SEE_OWN_WALLET)
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """At once; the PIN still says yes."""
    passkeys.remove(db.session, access.device().wallet_id, passkey_id, now=clock.now())
    flash(gettext("Finger or face is off."), "good")
    return redirect(url_for(".pin"))
