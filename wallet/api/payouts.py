"""A shop's payouts, each with its statement."""

from http import HTTPStatus
from uuid import UUID

from marshmallow import Schema, fields

from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.settlement import payout_statements, remittances
from wallet.settlement.payout_statements import LineKind, PayoutStatement
from wallet.settlement.progress import PayoutState
from wallet.settlement.remittances import Remittance

blp = Blueprint(
    "payouts",
    __name__,
    url_prefix="/api/merchants/<uuid:merchant_id>/payouts",
    description="What your shop was paid, and for which sales.",
)


class PayoutListed(Schema):
    """One payout; `return_reason` is the bank's code where it came back."""

    id = fields.UUID(attribute="payout.id")
    number = fields.String()
    amount_cents = Cents(attribute="payout.amount")
    end_to_end_id = fields.String(attribute="payout.end_to_end_id")
    drawn_up_at = instant()
    state = fields.String(metadata={"enum": [state.value for state in PayoutState]})
    return_reason = fields.String(
        attribute="returned.bank_entry.return_reason", dump_default=None, allow_none=True
    )


class PayoutStatementLine(Schema):
    """`reference` is a receipt number, or the number of the payout that came back."""

    kind = fields.String(metadata={"enum": [kind.value for kind in LineKind]})
    at = instant()
    reference = fields.String()
    amount_cents = Cents(attribute="amount")


class PayoutStatementAnswer(Schema):
    """The lines add up to the total, and the total is what was paid."""

    number = fields.String()
    total_cents = Cents(attribute="total")
    lines = fields.List(fields.Nested(PayoutStatementLine))


@blp.get("")
@blp.response(HTTPStatus.OK, PayoutListed(many=True))
@requires(Permission.RUN_SHOP)
def index(merchant_id: UUID) -> list[Remittance]:
    """The payouts of about a year, newest first."""
    shop = merchants.get(db.session, access.organisation().id, merchant_id)
    return remittances.of_merchant(db.session, shop.id)


@blp.get("/<uuid:payout_id>")
@blp.response(HTTPStatus.OK, PayoutStatementAnswer)
@requires(Permission.RUN_SHOP)
def show(merchant_id: UUID, payout_id: UUID) -> PayoutStatement:
    """The statement of one payout."""
    shop = merchants.get(db.session, access.organisation().id, merchant_id)
    return payout_statements.get(db.session, shop.id, payout_id)
