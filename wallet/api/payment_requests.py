"""What a sponsor is asked to pay into a fund, and what came in on it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, instant
from wallet.api.once import Once, OnceHeader
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds, payment_requests, top_ups
from wallet.funds.payment_requests import LEAST, MOST, PaymentRequest
from wallet.identity.permissions import Permission
from wallet.money import Euros

blp = Blueprint(
    "payment_requests",
    __name__,
    url_prefix="/api/funds/<uuid:fund_id>/payment-requests",
    description="What a sponsor is asked to pay, under which reference.",
)

ANSWER = {
    "id": "9a4b0c1e-5e0c-4a5e-8a55-0f6ff7a4b1cd",
    "reference": "RF47204918336550",
    "iban": "NL02BNGH0123456789",
    "amount_cents": 2500000,
    "epc": "BCD\n002\n1\nSCT\n\nGemeente Demostad\nNL02BNGH0123456789\nEUR25000.00\n\nRF47...",
    "requested_at": "2026-03-16T10:00:00+00:00",
}


class NewPaymentRequest(Schema):
    """How much the sponsor will pay."""

    amount_cents = Cents(attribute="amount", required=True, least=LEAST, most=MOST)


class PaymentRequestAnswer(Schema):
    """`epc` is the text of the QR code that fills in the payment in a banking app (EPC069-12)."""

    id = fields.UUID()
    reference = fields.String(metadata={"description": "ISO 11649; the payer quotes it."})
    iban = fields.String()
    amount_cents = Cents(attribute="amount")
    epc = fields.String()
    requested_at = instant()


class PaymentRequestListed(Schema):
    """A request is open while less came in than was asked for."""

    id = fields.UUID(attribute="request.id")
    reference = fields.String(attribute="request.reference")
    iban = fields.String(attribute="request.iban")
    amount_cents = Cents(attribute="request.amount")
    requested_at = instant(attribute="request.requested_at")
    received_cents = Cents(attribute="received")


@blp.get("")
@blp.response(HTTPStatus.OK, PaymentRequestListed(many=True))
@requires(Permission.SEE_FUNDS)
def index(fund_id: UUID) -> list[dict[str, Any]]:
    """The payment requests of a fund, newest first, with what came in."""
    fund = funds.get_seen_by(db.session, access.organisation().id, fund_id)
    received = top_ups.received_by_request(db.session, fund)
    return [
        {"request": request, "received": received.get(request.id, Euros(0))}
        for request in payment_requests.of_fund(db.session, fund)
    ]


@blp.post("")
@blp.arguments(NewPaymentRequest, example={"amount_cents": 2500000})
@blp.arguments(OnceHeader, location="headers")
@blp.response(HTTPStatus.CREATED, PaymentRequestAnswer, example=ANSWER)
@requires(Permission.OPEN_FUNDS)
def create(new: dict[str, Euros], header: dict[str, Any], fund_id: UUID) -> PaymentRequest:
    """Ask for a reference to pay an amount into your own fund."""
    fund = funds.get_of_sponsor(db.session, access.organisation().id, fund_id)
    once = Once(header, f"/api/funds/{fund.id}/payment-requests", new)
    if made := once.earlier():
        return payment_requests.get_of_sponsor(db.session, fund.sponsor_id, made)
    request = payment_requests.request(
        db.session, fund, amount=new["amount"], by=access.person(), now=clock.now()
    )
    once.remember(request.id)
    return request
