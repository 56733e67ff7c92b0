"""Sales that were not right: said by the participant, answered by the shop, seen by the scheme."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission, Role
from wallet.merchants import disputes, merchants
from wallet.merchants.disputes import LONGEST_ANSWER, Dispute, DisputeReason

blp = Blueprint(
    "disputes",
    __name__,
    url_prefix="/api/disputes",
    description="Saying within 24 hours that a sale was not right.",
)


class NewDispute(Schema):
    """A sale of one's own, by its id in the history of the wallet, and what was not right."""

    sale_id = Id(required=True)
    reason = fields.Enum(DisputeReason, by_value=fields.String, required=True)


class Kept(Schema):
    """Why the coins stay with the shop."""

    words = fields.String(required=True, validate=Length(1, LONGEST_ANSWER))


class Said(Schema):
    """One dispute: receipt and amount, never who."""

    sale_id = fields.UUID(attribute="redemption_id")
    shop = fields.String(attribute="merchant.name")
    receipt = fields.String(attribute="redemption.receipt")
    paid_cents = Cents(attribute="redemption.paid")
    reason = fields.Enum(DisputeReason, by_value=fields.String)
    opened_at = instant()
    answer_by = instant()
    answer = fields.String(attribute="answer.words", allow_none=True)
    is_returned = fields.Function(lambda dispute: dispute.reversal is not None)


@blp.post("")
@blp.arguments(NewDispute)
@blp.response(HTTPStatus.CREATED, Said)
@requires(Permission.SEE_OWN_WALLET)
def create(said: dict[str, Any]) -> Dispute:
    """Tell the shop that a sale was not right. Said again, the first stands."""
    sale = disputes.get_sale(db.session, access.device().wallet, said["sale_id"])
    return disputes.open_dispute(db.session, sale, reason=said["reason"], now=clock.now())


@blp.get("")
@blp.response(HTTPStatus.OK, Said(many=True))
@requires(Permission.SEE_DISPUTES)
def index() -> list[Dispute]:
    """Those of your own shops, or for a treasurer of every shop; open ones first."""
    organisation_id = access.organisation().id
    if access.role() is Role.TREASURER:
        return disputes.of_operator(db.session, organisation_id)
    return disputes.of_merchants(db.session, _own_shops())


@blp.post("/<uuid:sale_id>/return")
@blp.response(HTTPStatus.CREATED, Said)
@requires(Permission.RUN_SHOP)
def give_back(sale_id: UUID) -> Dispute:
    """Give the coins back; a second time changes nothing."""
    dispute = disputes.get_of_merchants(db.session, _own_shops(), sale_id)
    return disputes.give_back(db.session, dispute, by=access.person(), now=clock.now())


@blp.post("/<uuid:sale_id>/answer")
@blp.arguments(Kept)
@blp.response(HTTPStatus.CREATED, Said)
@requires(Permission.RUN_SHOP)
def keep(kept: dict[str, str], sale_id: UUID) -> Dispute:
    """Keep the coins, and tell the participant why."""
    dispute = disputes.get_of_merchants(db.session, _own_shops(), sale_id)
    return disputes.keep(db.session, dispute, by=access.person(), now=clock.now(), **kept)


def _own_shops() -> list[UUID]:
    own = merchants.of_organisation(db.session, access.organisation().id)
    return [merchant.id for merchant in own]
