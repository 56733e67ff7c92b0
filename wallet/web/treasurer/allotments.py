"""Setting part of a pot aside for an organisation's rewards."""

from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import allotments, funds
from wallet.funds.allotments import (
    AllotmentAmountMissing,
    OrganisationNotInProgramme,
    PotTooSmall,
)
from wallet.identity.permissions import Permission
from wallet.web import once
from wallet.web.fields import Amount, Choice
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import funds_bp as bp
from wallet.web.treasurer.funds import page_of

ABOUT = {
    AllotmentAmountMissing: "amount",
    PotTooSmall: "amount",
    OrganisationNotInProgramme: "organisation_id",
}


class NewAllotment(Schema):
    """Who may reward with it, and how much."""

    organisation_id = Choice()
    amount = Amount()


@bp.post("/<uuid:fund_id>/allotments")
@requires(Permission.ALLOT_BUDGETS)
def allot(fund_id: UUID) -> ResponseReturnValue:
    form = Form(NewAllotment(), about=ABOUT)
    fund = funds.get_operated_by(db.session, access.organisation().id, fund_id)
    if earlier := once.earlier_answer():
        return earlier
    with form:
        new = form.read()
        organisation = allotments.get_organisation(db.session, fund, new["organisation_id"])
        allotments.allot(
            db.session,
            fund,
            organisation,
            amount=new["amount"],
            by=access.person(),
            now=clock.now(),
        )
        flash(gettext("Allotted. %(name)s can reward with it now.", name=organisation.name), "good")
        return once.redirect(url_for(".show", fund_id=fund.id))
    return page_of(fund_id, form)
