"""What shops sell for coins, and whether the programme finds the price fair."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, offer_decisions, offers
from wallet.merchants.offer_decisions import LONGEST_REASON
from wallet.merchants.offers import HIGHEST_PRICE, LOWEST_PRICE, Offer, OfferState

blp = Blueprint(
    "offers", __name__, url_prefix="/api/offers", description="What shops sell for coins."
)


class NewOffer(Schema):
    """With coins it costs at most what everybody else pays."""

    merchant_id = Id(required=True)
    programme_id = Id(required=True)
    name = line()
    price_cents = Cents(attribute="price", required=True, least=LOWEST_PRICE, most=HIGHEST_PRICE)
    usual_price_cents = Cents(
        attribute="usual_price", required=True, least=LOWEST_PRICE, most=HIGHEST_PRICE
    )


class OfferAnswer(Schema):
    """An offer; `reason` is why it was declined."""

    id = fields.UUID()
    merchant_id = fields.UUID()
    programme_id = fields.UUID()
    name = fields.String()
    price_cents = Cents(attribute="price")
    usual_price_cents = Cents(attribute="usual_price")
    state = fields.String(metadata={"enum": [state.value for state in OfferState]})
    submitted_at = instant()
    reason = fields.String(attribute="decline.reason", dump_default=None, allow_none=True)


class NewOfferDecline(Schema):
    """What the shop reads."""

    reason = fields.String(required=True, validate=Length(1, LONGEST_REASON))


@blp.post("")
@blp.arguments(NewOffer)
@blp.response(HTTPStatus.CREATED, OfferAnswer)
@requires(Permission.RUN_SHOP)
def create(new: dict[str, Any]) -> Offer:
    """Propose to sell something for coins; it waits for the programme."""
    shop = merchants.get(db.session, access.organisation().id, new["merchant_id"])
    return offers.submit(
        db.session,
        shop,
        programme_id=new["programme_id"],
        name=new["name"],
        prices=(new["price"], new["usual_price"]),
        by=access.person(),
        now=clock.now(),
    )


@blp.get("")
@blp.response(HTTPStatus.OK, OfferAnswer(many=True))
@requires(Permission.RUN_PROGRAMMES)
def index() -> list[Offer]:
    """The offers for your programmes, those that wait for you first."""
    return offer_decisions.of_operator(db.session, access.organisation().id)


@blp.post("/<uuid:offer_id>/approval")
@blp.response(HTTPStatus.CREATED, OfferAnswer)
@requires(Permission.RUN_PROGRAMMES)
def approve(offer_id: UUID) -> Offer:
    """Find the price fair: participants see the offer from now on."""
    offer = _own(offer_id)
    offer_decisions.approve(db.session, offer, by=access.membership(), now=clock.now())
    return offer


@blp.post("/<uuid:offer_id>/decline")
@blp.arguments(NewOfferDecline)
@blp.response(HTTPStatus.CREATED, OfferAnswer)
@requires(Permission.RUN_PROGRAMMES)
def decline(new: dict[str, str], offer_id: UUID) -> Offer:
    """Do not, and say why."""
    offer = _own(offer_id)
    offer_decisions.decline(
        db.session, offer, by=access.membership(), reason=new["reason"], now=clock.now()
    )
    return offer


def _own(offer_id: UUID) -> Offer:
    return offer_decisions.get_of_operator(db.session, access.organisation().id, offer_id)
