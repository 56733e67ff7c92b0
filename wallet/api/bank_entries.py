"""Deciding what an entry is that no reference explains."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validates_schema

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant
from wallet.banking.camt_elements import LARGEST_AMOUNT
from wallet.banking.statements import BankEntry
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import payment_requests
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.settlement import assignments, settlements

blp = Blueprint(
    "bank_entries",
    __name__,
    url_prefix="/api/bank-entries",
    description="Single entries of bank statements.",
)


class NewAssignment(Schema):
    """What the entry is: a credit fills a payment request, a debit pays a whole settlement.

    Of a credit `amount_cents` may be a part; the rest waits for another decision.
    """

    payment_request_id = Id()
    settlement_id = Id()
    amount_cents = Cents(attribute="amount", least=Euros(1), most=LARGEST_AMOUNT)

    @validates_schema
    def check_one(self, given: dict[str, Any], **_kwargs: Any) -> None:
        if ("payment_request_id" in given) == ("settlement_id" in given):
            raise ValidationError(
                "Either payment_request_id or settlement_id.", "payment_request_id"
            )


class Assigned(Schema):
    """A decision about an entry; the books follow it."""

    bank_entry_id = fields.UUID()
    amount_cents = Cents(attribute="amount")
    payment_request_id = fields.UUID(allow_none=True)
    settlement_id = fields.UUID(allow_none=True)
    assigned_at = instant()


@blp.post("/<uuid:entry_id>/assignment")
@blp.arguments(
    NewAssignment, example={"payment_request_id": "9a4b0c1e-5e0c-4a5e-8a55-0f6ff7a4b1cd"}
)
@blp.response(HTTPStatus.CREATED, Assigned)
@requires(Permission.IMPORT_STATEMENTS)
def create(new: dict[str, Any], entry_id: UUID) -> dict[str, Any]:
    """Decide, once. What the books know already is refused."""
    now = clock.now()
    entry = assignments.get_entry(db.session, access.organisation().id, entry_id)
    if "payment_request_id" in new:
        part = _to_payment_request(entry, new["payment_request_id"], new.get("amount"), now)
    else:
        part = _to_settlement(entry, new["settlement_id"], now)
    decided: dict[str, Any] = {"payment_request_id": None, "settlement_id": None} | new
    return decided | {"bank_entry_id": entry.id, "amount": part, "assigned_at": now}


def _to_payment_request(
    entry: BankEntry, request_id: UUID, amount: Euros | None, now: datetime
) -> Euros:
    operator_id, by = access.organisation().id, access.person()
    asked = payment_requests.get_operated_by(db.session, operator_id, request_id)
    top_up = assignments.assign(db.session, entry, asked, by=by, now=now, amount=amount)
    return top_up.amount


def _to_settlement(entry: BankEntry, settlement_id: UUID, now: datetime) -> Euros:
    operator_id, by = access.organisation().id, access.person()
    settlement = settlements.get_operated_by(db.session, operator_id, settlement_id)
    assignments.assign_to_settlement(db.session, entry, settlement, by=by, now=now)
    return entry.amount
