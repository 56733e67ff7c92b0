"""What a wallet pays with, seen from one of its phones: a lost one is put out of use here."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import card_desk
from wallet.wallets import devices
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/phones")
@requires(Permission.SEE_OWN_WALLET)
def phones() -> ResponseReturnValue:
    own = access.device()
    others = [
        device
        for device in devices.of_wallet(db.session, own.wallet_id)
        if device.blocked is None and device.id != own.id
    ]
    return render_template(
        "participant/phones.html",
        own=own,
        others=others,
        cards=card_desk.of_wallet(db.session, own.wallet_id, now=clock.now()),
    )


@bp.post("/wallet/phones/<uuid:device_id>/block")
@requires(Permission.SEE_OWN_WALLET)
def block_phone(device_id: UUID) -> ResponseReturnValue:
    """At once: its next code pays nothing. This very phone forgets its secret on the next page."""
    own = access.device()
    device = devices.get_of_wallet(db.session, own.wallet_id, device_id)
    devices.block(db.session, device, by=None, now=clock.now())
    if device.id == own.id:
        access.sign_out()
        return redirect(url_for(".wallet"))
    flash(gettext("That phone is blocked."), "good")
    return redirect(url_for(".phones"))
