"""A participant who forgot the pay PIN, or locked it: it is taken away at the desk."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import pins, registrations
from wallet.web.organiser.blueprint import participants_bp as bp


@bp.post("/<uuid:participant_id>/pin/reset")
@requires(Permission.RUN_ACTIVITIES)
def reset_pin(participant_id: UUID) -> ResponseReturnValue:
    known = registrations.get(db.session, access.organisation().id, participant_id)
    pins.reset(db.session, known.wallet, by=access.person(), now=clock.now())
    flash(
        gettext("The pay PIN is gone. The participant can choose a new one on the phone."), "good"
    )
    return redirect(url_for(".show", participant_id=participant_id))
