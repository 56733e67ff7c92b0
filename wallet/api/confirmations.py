"""Yes or no on the phone, when a till asks for more than the floor; and the PIN it takes."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Digits, instant
from wallet.api.redemptions import Answer
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import confirmations, consents
from wallet.merchants.confirmations import Confirmation
from wallet.merchants.redemptions import Redemption
from wallet.wallets import pins

blp = Blueprint(
    "confirmations",
    __name__,
    url_prefix="/api/confirmations",
    description="What a till asks of the phone above the floor.",
)


class Asked(Schema):
    """This amount in this shop, to be answered in time."""

    id = fields.UUID()
    shop = fields.String(attribute="merchant.name")
    price_cents = Cents(attribute="price")
    expires_at = instant()


class Yes(Schema):
    """The proof that the owner says it."""

    pin = Digits(pins.DIGITS, required=True)


class PayPin(Schema):
    """The PIN to come; with the one before it, when there is one."""

    pin = Digits(pins.DIGITS, required=True)
    old = Digits(pins.DIGITS, load_default=None)


@blp.get("")
@blp.response(HTTPStatus.OK, Asked(many=True))
@requires(Permission.SEE_OWN_WALLET)
def index() -> list[Confirmation]:
    """What this phone is asked at this moment: nothing, or one question."""
    asked = consents.waiting(db.session, access.device(), now=clock.now())
    return [asked] if asked else []


@blp.post("/<uuid:confirmation_id>/consent")
@blp.arguments(Yes)
@blp.response(HTTPStatus.CREATED, Answer)
@requires(Permission.SEE_OWN_WALLET)
def consent(yes: dict[str, str], confirmation_id: UUID) -> Redemption:
    """Pay the whole price. A wrong PIN is `/problems/pin-wrong`; the fifth in a row locks it."""
    asked = confirmations.get(db.session, access.device(), confirmation_id)
    return consents.by_pin(db.session, asked, pin=yes["pin"], now=clock.now())


@blp.post("/<uuid:confirmation_id>/refusal")
@blp.response(HTTPStatus.NO_CONTENT)
@requires(Permission.SEE_OWN_WALLET)
def decline(confirmation_id: UUID) -> None:
    """Pay nothing. The till hears no more than `/problems/not-paid`."""
    asked = confirmations.get(db.session, access.device(), confirmation_id)
    consents.decline(db.session, asked, now=clock.now())


@blp.post("/pin")
@blp.arguments(PayPin)
@blp.response(HTTPStatus.NO_CONTENT)
@requires(Permission.SEE_OWN_WALLET)
def choose_pin(chosen: dict[str, Any]) -> None:
    """Choose the wallet's PIN, or another one with the old."""
    pins.choose(db.session, access.device(), now=clock.now(), **chosen)
