"""Taking back a settlement that nobody approved yet: asked once more."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
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


@bp.get("/<uuid:settlement_id>/withdrawal")
@requires(Permission.SETTLE)
def propose_withdrawal(settlement_id: UUID) -> ResponseReturnValue:
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    return render_template("treasurer/settlements/withdraw.html", settlement=settlement)


@bp.post("/<uuid:settlement_id>/withdrawal")
@requires(Permission.SETTLE)
def withdraw(settlement_id: UUID) -> ResponseReturnValue:
    form = Form()
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    with form:
        approvals.withdraw(db.session, settlement, by=access.person(), now=clock.now())
        flash(gettext("Withdrawn. The shops are owed it again."), "good")
        return redirect(url_for(".show", settlement_id=settlement_id))
    return page_of(settlement_id, form)
