"""Paying merchants: one treasurer draws up, another approves, the bank gets a file."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields
from marshmallow.validate import Length, Regexp

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant
from wallet.banking.payment_initiation import Version
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.settlement import approvals, payment_files, progress, settlements
from wallet.settlement.approvals import SettlementApproval
from wallet.settlement.omissions import OmissionReason
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.progress import PayoutState, Progress, Stage
from wallet.settlement.settlements import LONGEST_REASON, Settlement

blp = Blueprint(
    "settlements",
    __name__,
    url_prefix="/api/settlements",
    description="Payouts to merchants, with four eyes.",
)

XML = "application/xml"
PAIN = {"type": "string", "description": "pain.001.001.09 or .03"}


class NewSettlement(Schema):
    """Whose merchants are paid; and why, when it is not the day of the programme's calendar."""

    programme_id = Id(required=True)
    reason = fields.String(
        load_default="", validate=[Length(0, LONGEST_REASON), Regexp(r"$|\s*\S")]
    )


class PayoutAnswer(Schema):
    """One transfer to one merchant. The bank's statement names `end_to_end_id`."""

    id = fields.UUID(attribute="payout.id")
    merchant_id = fields.UUID(attribute="payout.merchant_id")
    payee = fields.String(attribute="payout.payee")
    iban = fields.String(attribute="payout.iban")
    amount_cents = Cents(attribute="payout.amount")
    end_to_end_id = fields.String(attribute="payout.end_to_end_id")
    state = fields.String(metadata={"enum": [state.value for state in PayoutState]})


class SettlementListed(Schema):
    """A settlement and how far it is."""

    id = fields.UUID(attribute="settlement.id")
    programme_id = fields.UUID(attribute="settlement.programme_id")
    total_cents = Cents(attribute="settlement.total")
    stage = fields.String(metadata={"enum": [stage.value for stage in Stage]})
    drawn_up_at = instant(attribute="settlement.drawn_up_at")
    drawn_up_by = fields.String(attribute="settlement.drawn_up_by.name")
    off_calendar_reason = fields.String(attribute="settlement.off_calendar_reason", allow_none=True)
    approved_at = instant(attribute="approval.approved_at")
    approved_by = fields.String(attribute="approval.approved_by.name")


class OmissionAnswer(Schema):
    """Who is owed something and is not paid now; it is carried over. May be below zero."""

    merchant_id = fields.UUID()
    reason = fields.String(metadata={"enum": [reason.value for reason in OmissionReason]})
    amount_cents = Cents(attribute="amount")


class SettlementAnswer(SettlementListed):
    """The same, with its payouts, and whom it left out."""

    payouts = fields.List(fields.Nested(PayoutAnswer))
    omissions = fields.List(fields.Nested(OmissionAnswer))


class NewPaymentFile(Schema):
    """Which version of pain.001 the bank takes; only the first request decides."""

    version = fields.Enum(Version, by_value=True, load_default=Version.NOW)


class Approved(Schema):
    """The second pair of eyes."""

    settlement_id = fields.UUID()
    approved_at = instant()
    approved_by = fields.String(attribute="approved_by.name")


@blp.get("")
@blp.response(HTTPStatus.OK, SettlementListed(many=True))
@requires(Permission.SETTLE)
def index() -> list[Progress]:
    """The settlements of your organisation's programmes, newest first."""
    own = settlements.operated_by(db.session, access.organisation().id)
    return progress.of_all(db.session, own)


@blp.post("")
@blp.arguments(NewSettlement)
@blp.response(HTTPStatus.CREATED, SettlementAnswer)
@requires(Permission.SETTLE)
def create(new: dict[str, Any]) -> Progress:
    """Set aside what every merchant of a programme is owed, and write it down.

    On another day than the calendar's it takes a reason, else `/problems/not-payout-day`.
    """
    programme = programmes.get_operated_by(
        db.session, access.organisation().id, new["programme_id"]
    )
    drawn_up = settlements.draw_up(
        db.session, programme, by=access.person(), now=clock.now(), reason=new["reason"]
    )
    return progress.of(db.session, drawn_up)


@blp.get("/<uuid:settlement_id>")
@blp.response(HTTPStatus.OK, SettlementAnswer)
@requires(Permission.SETTLE)
def show(settlement_id: UUID) -> Progress:
    """A settlement, with the state of each payout."""
    return progress.of(db.session, _own(settlement_id))


@blp.post("/<uuid:settlement_id>/approval")
@blp.response(HTTPStatus.CREATED, Approved)
@requires(Permission.SETTLE)
def approve(settlement_id: UUID) -> SettlementApproval:
    """Agree that these payouts are made. Not by who drew the settlement up, and once."""
    return approvals.approve(db.session, _own(settlement_id), by=access.person(), now=clock.now())


@blp.post("/<uuid:settlement_id>/withdrawal")
@blp.response(HTTPStatus.CREATED, SettlementAnswer)
@requires(Permission.SETTLE)
def withdraw(settlement_id: UUID) -> Progress:
    """Take back what nobody approved yet; the shops are owed it again."""
    settlement = _own(settlement_id)
    approvals.withdraw(db.session, settlement, by=access.person(), now=clock.now())
    return progress.of(db.session, settlement)


@blp.post("/<uuid:settlement_id>/payment-file")
@blp.arguments(NewPaymentFile, location="query")
@blp.response(HTTPStatus.CREATED, PAIN, content_type=XML)
@blp.alt_response(HTTPStatus.OK, schema=PAIN, content_type=XML, success=True)
@requires(Permission.SETTLE)
def make(new: dict[str, Version], settlement_id: UUID) -> Response:
    """Make the file for the bank, after approval; again gives the same bytes, with status 200."""
    now = clock.now()
    file = payment_files.make(db.session, _own(settlement_id), now=now, **new)
    return _as_xml(file, HTTPStatus.CREATED if file.made_at == now else HTTPStatus.OK)


@blp.get("/<uuid:settlement_id>/payment-file")
@blp.response(HTTPStatus.OK, PAIN, content_type=XML)
@requires(Permission.SETTLE)
def download(settlement_id: UUID) -> Response:
    """The file that was made before."""
    return _as_xml(payment_files.get(db.session, _own(settlement_id)), HTTPStatus.OK)


def _own(settlement_id: UUID) -> Settlement:
    return settlements.get_operated_by(db.session, access.organisation().id, settlement_id)


def _as_xml(file: PaymentFile, status: HTTPStatus) -> Response:
    answer = Response(file.content, status, mimetype=XML)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{file.message_id}.xml")
    return answer
