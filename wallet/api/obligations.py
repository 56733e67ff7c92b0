"""What contractors owe an authority, and how it was calculated."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Count, Day, Digits, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.organisations import KVK_DIGITS
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.social_return import contracts, obligations
from wallet.social_return.contracts import Contract
from wallet.social_return.obligations import Obligation

blp = Blueprint(
    "obligations",
    __name__,
    url_prefix="/api/obligations",
    description="Social Return obligations of contractors.",
)

NEW = {
    "contractor_kvk_number": "12345678",
    "contract_number": "2026-0042",
    "title": "Maintenance of the parks",
    "awarded_on": "2026-02-02",
    "contract_sum_cents": 100000000,
    "percentage_bp": 500,
    "from_on": "2026-03-01",
    "to_on": "2028-02-29",
}


class NewObligation(Schema):
    """`percentage_bp` is in basis points: 500 is 5 % of the contract sum."""

    contractor_kvk_number = Digits(KVK_DIGITS, required=True)
    contract_number = fields.String(
        attribute="number", required=True, validate=Length(1, contracts.NUMBER_LENGTH)
    )
    title = line()
    awarded_on = Day(required=True)
    contract_sum_cents = Cents(
        attribute="contract_sum", required=True, least=Euros(1), most=contracts.MOST
    )
    percentage_bp = Count(required=True, least=1, most=contracts.WHOLE_BP)
    from_on = Day(required=True)
    to_on = Day(required=True)


class ObligationAnswer(Schema):
    """The target is the percentage of the contract sum, as it was at the award."""

    id = fields.UUID()
    authority_id = fields.UUID()
    contractor_id = fields.UUID()
    contract_number = fields.String()
    title = fields.String()
    awarded_on = fields.Date()
    contract_sum_cents = Cents(attribute="contract_sum")
    percentage_bp = fields.Integer()
    target_cents = Cents(attribute="target")
    from_on = fields.Date()
    to_on = fields.Date()


@blp.get("")
@blp.response(HTTPStatus.OK, ObligationAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index() -> list[Obligation]:
    """What your organisation is owed, or owes, latest award first."""
    return obligations.seen_by(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewObligation, example=NEW)
@blp.response(HTTPStatus.CREATED, ObligationAnswer)
@requires(Permission.REGISTER_OBLIGATIONS)
def create(new: dict[str, Any]) -> Obligation:
    """Register what a contractor owes your organisation by a contract."""
    contractor = obligations.get_contractor(db.session, new.pop("contractor_kvk_number"))
    return obligations.register(
        db.session, access.membership(), contractor, contract=Contract(**new), now=clock.now()
    )


@blp.get("/<uuid:obligation_id>")
@blp.response(HTTPStatus.OK, ObligationAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show(obligation_id: UUID) -> Obligation:
    """One obligation to, or of, your organisation."""
    return obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
