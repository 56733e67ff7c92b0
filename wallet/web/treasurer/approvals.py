"""The second pair of eyes on a settlement."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import approvals, settlements
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import settlements_bp as bp
from wallet.web.treasurer.settlements import page_of


@bp.post("/<uuid:settlement_id>/approval")
@requires(Permission.SETTLE)
def approve(settlement_id: UUID) -> ResponseReturnValue:
    form = Form()
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    with form:
        approvals.approve(db.session, settlement, by=access.person(), now=clock.now())
        flash(gettext("Approved. The payment file can be made now."), "good")
        return redirect(url_for(".show", settlement_id=settlement_id))
    return page_of(settlement_id, form)
