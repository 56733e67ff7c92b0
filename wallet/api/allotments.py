"""What is set aside from a fund for an organisation's rewards."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant
from wallet.api.once import Once, OnceHeader
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import allotments, funds
from wallet.funds.allotments import Allotment
from wallet.identity.permissions import Permission
from wallet.money import Euros

blp = Blueprint(
    "allotments",
    __name__,
    url_prefix="/api/funds/<uuid:fund_id>/allotments",
    description="Budgets of activity organisations.",
)

NEW = {"organisation_id": "b7a4d3de-64b5-4a43-9d0e-0f6a4c0a1a11", "amount_cents": 50000}


class NewAllotment(Schema):
    """For whom, and how much of the pot."""

    organisation_id = Id(required=True)
    amount_cents = Cents(
        attribute="amount", required=True, least=Euros(1), most=Euros(1_000_000_00)
    )


class AllotmentAnswer(Schema):
    """What an organisation got to hand out."""

    id = fields.UUID()
    fund_id = fields.UUID()
    organisation_id = fields.UUID()
    organisation = fields.String(attribute="organisation.name")
    amount_cents = Cents(attribute="amount")
    allotted_at = instant()


@blp.get("")
@blp.response(HTTPStatus.OK, AllotmentAnswer(many=True))
@requires(Permission.ALLOT_BUDGETS)
def index(fund_id: UUID) -> list[Allotment]:
    """What was set aside from this fund so far, newest first."""
    fund = funds.get_operated_by(db.session, access.organisation().id, fund_id)
    return allotments.of_fund(db.session, fund)


@blp.post("")
@blp.arguments(NewAllotment, example=NEW)
@blp.arguments(OnceHeader, location="headers")
@blp.response(HTTPStatus.CREATED, AllotmentAnswer)
@requires(Permission.ALLOT_BUDGETS)
def create(new: dict[str, Any], header: dict[str, Any], fund_id: UUID) -> Allotment:
    """Set part of the pot aside for an organisation that takes part in the programme."""
    fund = funds.get_operated_by(db.session, access.organisation().id, fund_id)
    once = Once(header, f"/api/funds/{fund.id}/allotments", new)
    if made := once.earlier():
        return allotments.get(db.session, fund, made)
    organisation = allotments.get_organisation(db.session, fund, new["organisation_id"])
    allotment = allotments.allot(
        db.session,
        fund,
        organisation,
        amount=new["amount"],
        by=access.person(),
        now=clock.now(),
    )
    once.remember(allotment.id)
    return allotment
