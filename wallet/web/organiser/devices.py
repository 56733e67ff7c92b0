"""A participant's phone that is lost or replaced."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import devices, registrations
from wallet.web.organiser.blueprint import participants_bp as bp


@bp.post("/<uuid:participant_id>/devices/<uuid:device_id>/block")
@requires(Permission.RUN_ACTIVITIES)
def block(participant_id: UUID, device_id: UUID) -> ResponseReturnValue:
    known = registrations.get(db.session, access.organisation().id, participant_id)
    device = devices.get_of_wallet(db.session, known.wallet_id, device_id)
    devices.block(db.session, device, by=access.person(), now=clock.now())
    flash(
        gettext("The phone is blocked. The coins are still there: make a new start code."), "good"
    )
    return redirect(url_for(".show", participant_id=participant_id))
