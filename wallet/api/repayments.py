"""Received euros that go back to their sender, by four eyes."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant
from wallet.banking.camt_elements import LARGEST_AMOUNT
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.people import LONGEST_NAME
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.settlement import assignments, repayment_orders, repayments
from wallet.settlement.repayments import LONGEST_REASON, Payee, Repayment

blp = Blueprint(
    "repayments",
    __name__,
    url_prefix="/api/repayments",
    description="Received euros that go back, with four eyes.",
)

XML = "application/xml"
PAIN = {"type": "string", "description": "pain.001.001.09"}


class NewRepayment(Schema):
    """Which received euros go back, all that is left of them unless an amount is given."""

    bank_entry_id = Id(required=True)
    amount_cents = Cents(attribute="amount", least=Euros(1), most=LARGEST_AMOUNT)
    name = fields.String(required=True, validate=Length(1, LONGEST_NAME))
    iban = fields.String(required=True, validate=Length(15, 42))
    reason = fields.String(required=True, validate=Length(1, LONGEST_REASON))


class RepaymentAnswer(Schema):
    """A draft until somebody else approves it. The bank's statement names `end_to_end_id`."""

    id = fields.UUID()
    bank_entry_id = fields.UUID(allow_none=True)
    fund_id = fields.UUID(allow_none=True)
    amount_cents = Cents(attribute="amount")
    payee = fields.String()
    iban = fields.String()
    reason = fields.String()
    end_to_end_id = fields.String()
    drawn_up_at = instant()
    is_approved = fields.Boolean(attribute="decision.is_approved", dump_default=None)


@blp.post("")
@blp.arguments(
    NewRepayment,
    example={
        "bank_entry_id": "9a4b0c1e-5e0c-4a5e-8a55-0f6ff7a4b1cd",
        "name": "Sponsor B.V.",
        "iban": "NL02ABNA0123456789",
        "reason": "Not asked for",
    },
)
@blp.response(HTTPStatus.CREATED, RepaymentAnswer)
@requires(Permission.IMPORT_STATEMENTS)
def create(new: dict[str, Any]) -> Repayment:
    """Draft it; the same euros cannot be used otherwise until somebody puts it aside."""
    entry = assignments.get_entry(db.session, access.organisation().id, new["bank_entry_id"])
    return assignments.send_back(
        db.session,
        entry,
        Payee(new["name"], new["iban"], new["reason"]),
        by=access.person(),
        now=clock.now(),
        amount=new.get("amount"),
    )


@blp.get("")
@blp.response(HTTPStatus.OK, RepaymentAnswer(many=True))
@requires(Permission.SETTLE)
def index() -> list[Repayment]:
    """Newest first."""
    return repayments.operated_by(db.session, access.organisation().id)


@blp.post("/<uuid:repayment_id>/approval")
@blp.response(HTTPStatus.CREATED, RepaymentAnswer)
@requires(Permission.SETTLE)
def approve(repayment_id: UUID) -> Repayment:
    """Agree to it; not by who drew it up."""
    return _decided(repayment_id, is_approved=True)


@blp.post("/<uuid:repayment_id>/withdrawal")
@blp.response(HTTPStatus.CREATED, RepaymentAnswer)
@requires(Permission.SETTLE)
def put_aside(repayment_id: UUID) -> Repayment:
    """Nothing goes back; the euros wait for a decision again."""
    return _decided(repayment_id, is_approved=False)


@blp.post("/<uuid:repayment_id>/payment-file")
@blp.response(HTTPStatus.OK, PAIN, content_type=XML)
@requires(Permission.SETTLE)
def make(repayment_id: UUID) -> Response:
    """The file for the bank, after approval; the same bytes each time."""
    order = repayment_orders.make(db.session, _own(repayment_id), now=clock.now())
    answer = Response(order.content, mimetype=XML)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{order.message_id}.xml")
    return answer


def _decided(repayment_id: UUID, *, is_approved: bool) -> Repayment:
    repayment = _own(repayment_id)
    repayments.decide(
        db.session, repayment, is_approved=is_approved, by=access.person(), now=clock.now()
    )
    return repayment


def _own(repayment_id: UUID) -> Repayment:
    return repayments.get_operated_by(db.session, access.organisation().id, repayment_id)
