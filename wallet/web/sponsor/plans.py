"""Plans: what a sponsor proposes to the authority, before anything counts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.permissions import Permission
from wallet.reports import obligation_progress
from wallet.social_return import contracts, obligations, plans, proposals
from wallet.social_return.plans import FundOfAnotherSponsor, FundServesAnotherObligation
from wallet.social_return.proposals import (
    CapOutOfRange,
    FactorOutOfRange,
    Proposal,
    Recognition,
    ShareOutOfRange,
    ValueRule,
)
from wallet.web.fields import Amount, BasisPoints, Choice, Line, OneOf
from wallet.web.form import Form
from wallet.web.sponsor.blueprint import plans_bp as bp

ABOUT = {
    FundOfAnotherSponsor: "fund_id",
    FundServesAnotherObligation: "fund_id",
    CapOutOfRange: "cap",
    FactorOutOfRange: "value_factor",
    ShareOutOfRange: "share_most",
}
WHEN_COUNTED = {
    Recognition.REDEMPTION: _("When coins are spent in a shop"),
    Recognition.ISSUANCE: _("When coins are earned"),
}
HOW_VALUED = {
    ValueRule.COMMUNITY_ACTIVITY: _("As the cost of a community activity"),
    ValueRule.SOCIAL_PROCUREMENT: _("At recognised social enterprises as social procurement"),
}


class NewPlan(Schema):
    """What will be done for whom and where, from which fund."""

    obligation_id = Choice()
    fund_id = Choice()
    goal = Line(most=proposals.TEXT_LENGTH)
    target_group = Line(most=proposals.TEXT_LENGTH)
    neighbourhood = Line(most=proposals.TEXT_LENGTH)
    activities = Line(most=proposals.TEXT_LENGTH)
    participants = Line(most=proposals.TEXT_LENGTH)
    value_rule = OneOf(ValueRule)
    value_factor_bp = BasisPoints(whole=contracts.WHOLE_BP, data_key="value_factor")
    cap = Amount(optional=True)
    share_most_bp = BasisPoints(whole=100, optional=True, data_key="share_most")
    recognition = OneOf(Recognition)


@bp.get("/")
@requires(Permission.PROPOSE_PLANS)
def index() -> ResponseReturnValue:
    sponsor_id, now = access.organisation().id, clock.now()
    owed = obligation_progress.of_contractor(db.session, sponsor_id, now=now)
    return render_template("sponsor/plans/index.html", obligations=owed)


@bp.get("/new")
@requires(Permission.PROPOSE_PLANS)
def new() -> ResponseReturnValue:
    """A link from an obligation or a fund fills that one in."""
    usual = {
        "value_factor": "1",
        "recognition": Recognition.REDEMPTION,
        "value_rule": ValueRule.COMMUNITY_ACTIVITY,
    }
    return _new(Form(values=usual | request.args.to_dict()))


@bp.post("/")
@requires(Permission.PROPOSE_PLANS)
def create() -> ResponseReturnValue:
    form, sponsor_id = Form(NewPlan(), about=ABOUT), access.organisation().id
    with form:
        typed = form.read()
        obligation_id, fund_id = typed.pop("obligation_id"), typed.pop("fund_id")
        plans.submit(
            db.session,
            access.membership(),
            obligation=obligations.get_seen_by(db.session, sponsor_id, obligation_id),
            fund=funds.get_of_sponsor(db.session, sponsor_id, fund_id),
            proposal=Proposal(**typed),
            now=clock.now(),
        )
        flash(gettext("The plan is with the municipality. Nothing counts until it agrees."), "good")
        return redirect(url_for(".index"))
    return _new(form), form.status


def _new(form: Form) -> str:
    sponsor_id = access.organisation().id
    return render_template(
        "sponsor/plans/new.html",
        form=form,
        obligations=obligations.of_contractor(db.session, sponsor_id),
        funds=plans.free_funds(db.session, sponsor_id),
        when_counted=WHEN_COUNTED,
        how_valued=HOW_VALUED,
    )
