"""Plans of sponsors for their obligations, and what the authority decided."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Count, Id, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.social_return import contracts, decisions, obligations, plans, proposals
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Proposal, Recognition, ValueRule

blp = Blueprint(
    "plans", __name__, url_prefix="/api/plans", description="Plans: nothing counts before one."
)

NEW = {
    "obligation_id": "4f2a7f80-3f7e-4a55-8a51-64f4f0a5c901",
    "fund_id": "9a4b0c1e-5e0c-4a5e-8a55-0f6ff7a4b1cd",
    "goal": "Company and coffee for older people",
    "target_group": "People who have been without work for long",
    "neighbourhood": "Noord",
    "activities": "Coffee mornings",
    "participants": "Neighbours, and our own staff to help",
}


def _text() -> fields.String:
    return fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))


class NewPlan(Schema):
    """The value factor is in basis points: 10000 counts every euro once."""

    obligation_id = Id(required=True)
    fund_id = Id(required=True)
    goal = _text()
    target_group = _text()
    neighbourhood = _text()
    activities = _text()
    participants = _text()
    value_rule = fields.Enum(ValueRule, by_value=True, load_default=ValueRule.COMMUNITY_ACTIVITY)
    value_factor_bp = Count(
        load_default=contracts.WHOLE_BP, least=1, most=proposals.LARGEST_FACTOR_BP
    )
    cap_cents = Cents(
        attribute="cap", load_default=None, allow_none=True, least=Euros(1), most=contracts.MOST
    )
    share_most_bp = Count(load_default=None, allow_none=True, least=1, most=contracts.WHOLE_BP)
    recognition = fields.Enum(Recognition, by_value=True, load_default=Recognition.REDEMPTION)


class PlanAnswer(Schema):
    """`approved_at` and `declined_at` are null while the authority has not decided."""

    id = fields.UUID()
    obligation_id = fields.UUID()
    fund_id = fields.UUID()
    goal = fields.String()
    target_group = fields.String()
    neighbourhood = fields.String()
    activities = fields.String()
    participants = fields.String()
    value_rule = fields.Enum(ValueRule, by_value=True)
    value_factor_bp = fields.Integer()
    cap_cents = Cents(attribute="cap", allow_none=True)
    share_most_bp = fields.Integer(allow_none=True)
    recognition = fields.Enum(Recognition, by_value=True)
    submitted_at = instant()
    approved_at = instant(attribute="approval.approved_at", dump_default=None, allow_none=True)
    declined_at = instant(attribute="decline.declined_at", dump_default=None, allow_none=True)
    reason = fields.String(attribute="decline.reason", dump_default=None, allow_none=True)


class NewDecline(Schema):
    """Why the authority does not agree."""

    reason = _text()


@blp.get("")
@blp.response(HTTPStatus.OK, PlanAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index() -> list[Plan]:
    """What your organisation proposed, or was proposed to it, newest first."""
    return plans.seen_by(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewPlan, example=NEW)
@blp.response(HTTPStatus.CREATED, PlanAnswer)
@requires(Permission.PROPOSE_PLANS)
def create(new: dict[str, Any]) -> Plan:
    """Propose to the authority how a fund of yours will fill an obligation of yours."""
    organisation_id = access.organisation().id
    obligation = obligations.get_seen_by(db.session, organisation_id, new.pop("obligation_id"))
    fund = funds.get_of_sponsor(db.session, organisation_id, new.pop("fund_id"))
    return plans.submit(
        db.session,
        access.membership(),
        obligation=obligation,
        fund=fund,
        proposal=Proposal(**new),
        now=clock.now(),
    )


@blp.get("/<uuid:plan_id>")
@blp.response(HTTPStatus.OK, PlanAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show(plan_id: UUID) -> Plan:
    """One plan of, or for, your organisation."""
    return plans.get_seen_by(db.session, access.organisation().id, plan_id)


@blp.post("/<uuid:plan_id>/approval")
@blp.response(HTTPStatus.CREATED, PlanAnswer)
@requires(Permission.DECIDE_PLANS)
def approve(plan_id: UUID) -> Plan:
    """Agree: from now on what is spent from its fund counts, for this obligation alone."""
    plan = plans.get_of_authority(db.session, access.organisation().id, plan_id)
    decisions.approve(db.session, plan, by=access.membership(), now=clock.now())
    return plan


@blp.post("/<uuid:plan_id>/decline")
@blp.arguments(NewDecline, example={"reason": "Say which neighbourhood it is for."})
@blp.response(HTTPStatus.CREATED, PlanAnswer)
@requires(Permission.DECIDE_PLANS)
def decline(new: dict[str, str], plan_id: UUID) -> Plan:
    """Do not agree, and say why."""
    plan = plans.get_of_authority(db.session, access.organisation().id, plan_id)
    decisions.decline(
        db.session, plan, by=access.membership(), reason=new["reason"], now=clock.now()
    )
    return plan
