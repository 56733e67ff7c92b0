"""Undoing a sale, and giving up on one whose answer did not come."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import redemptions, reversals
from wallet.web.till.blueprint import bp


@bp.post("/redemptions/<uuid:request_id>/reversal")
@requires(Permission.REVERSE_REDEMPTIONS)
def reverse(request_id: UUID) -> ResponseReturnValue:
    till = access.till()
    redemption = redemptions.get_by_request(db.session, till, request_id)
    reversals.reverse(db.session, redemption, by=till, now=clock.now())
    flash(gettext("The coins are back with the customer."), "good")
    return redirect(url_for(".index"))


@bp.post("/redemptions/<uuid:request_id>/revocation")
@requires(Permission.REDEEM_COINS)
def revoke(request_id: UUID) -> ResponseReturnValue:
    """For the till's script, after half a minute without an answer: nothing stays booked."""
    reversals.revoke(db.session, access.till(), request_id, now=clock.now())
    return {"outcome": "revoked"}
