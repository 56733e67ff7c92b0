"""A participant pays at a till, which makes the request id, and asks again until it knows."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Digits, Id, instant
from wallet.codes import card_numbers, card_pins, pay_codes, spoken_codes
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission, Role
from wallet.merchants import checkout, merchants, redemptions, reversals, sales
from wallet.merchants.redemptions import HIGHEST_PRICE, LOWEST_PRICE, Redemption
from wallet.merchants.refusals import NotPaid, RefusedRedemption
from wallet.merchants.reversals import Reversal
from wallet.merchants.sales import Sale
from wallet.merchants.tills import Till

blp = Blueprint(
    "redemptions",
    __name__,
    url_prefix="/api/redemptions",
    description="Paying with coins at a till, and undoing it.",
)

CODE_LENGTHS = (pay_codes.DIGITS, card_numbers.DIGITS, spoken_codes.DIGITS)
"""What a phone shows, what stands on a card, or what a participant says."""

SALE = {
    "request_id": "6f1f2a52-4f0a-4b52-9a76-2d0f3c6f9b11",
    "code": "104217384204930184467301",
    "price_cents": 500,
}
ANSWER = {
    "request_id": SALE["request_id"],
    "receipt": "7K2M9XQB",
    "price_cents": 500,
    "paid_cents": 320,
    "to_go_cents": 180,
    "redeemed_at": "2026-03-16T10:00:00+00:00",
}


class SaleRequest(Schema):
    """What the till scanned, and the price."""

    request_id = Id(required=True, metadata={"description": "Made by the till before it asks."})
    code = Digits(*CODE_LENGTHS, required=True)
    pin = Digits(card_pins.DIGITS, load_only=True)
    price_cents = Cents(attribute="price", required=True, least=LOWEST_PRICE, most=HIGHEST_PRICE)


class Answer(Schema):
    """What was paid with coins, and what is left to pay in another way."""

    request_id = fields.UUID()
    receipt = fields.String()
    price_cents = Cents(attribute="price")
    paid_cents = Cents(attribute="paid")
    to_go_cents = Cents(attribute="to_go")
    redeemed_at = instant()


class Undone(Schema):
    """A sale whose coins went back."""

    request_id = fields.UUID(attribute="redemption.request_id")
    receipt = fields.String(attribute="redemption.receipt")
    price_cents = Cents(attribute="redemption.price")
    paid_cents = Cents(attribute="redemption.paid")
    to_go_cents = Cents(attribute="redemption.to_go")
    redeemed_at = instant(attribute="redemption.redeemed_at")
    reversed_at = instant(attribute="reversal.reversed_at")


@blp.post("")
@blp.arguments(SaleRequest, example=SALE)
@blp.response(HTTPStatus.CREATED, Answer, example=ANSWER)
@blp.alt_response(HTTPStatus.OK, schema=Answer, example=ANSWER, success=True)
@requires(Permission.REDEEM_COINS)
def redeem(sale: dict[str, Any]) -> tuple[Redemption, HTTPStatus]:
    """Take coins for a price, as far as they reach.

    The same request id again gives the first answer, with status 200. Every refusal of the code or
    the purse is the same 409 `/problems/not-paid`: the reason is on the participant's own phone.

    Above the floor the answer may be 409 `/problems/phone-must-confirm`: nothing is decided yet.
    Ask again with the same request id, each second, for the minute the phone has.

    A card may answer 409 `/problems/card-pin-needed`: nothing is decided yet, and the same request
    goes on with `pin`. For one request one PIN is tried; `/problems/pin-not-right` is its answer
    for ever, and `/problems/card-cannot-pay` sends the holder to the desk.
    """
    now = clock.now()
    redemption = checkout.redeem(db.session, access.till(), now=now, **sale)
    is_new = redemption.redeemed_at == now
    return redemption, HTTPStatus.CREATED if is_new else HTTPStatus.OK


@blp.get("/<uuid:request_id>")
@blp.response(HTTPStatus.OK, Answer, example=ANSWER)
@blp.alt_response(HTTPStatus.CONFLICT, HTTPStatus.CONFLICT.name)
@requires(Permission.REVERSE_REDEMPTIONS)
def show(request_id: UUID) -> Redemption:
    """What became of a request: the answer, 409 when it was refused, 404 when it never arrived."""
    if access.role() is Role.TILL:
        return redemptions.get_by_request(db.session, access.till(), request_id)
    return sales.get_by_request(db.session, _own_shops(), request_id)


@blp.post("/<uuid:request_id>/reversal")
@blp.response(HTTPStatus.CREATED, Undone)
@blp.alt_response(HTTPStatus.OK, schema=Undone, success=True)
@requires(Permission.REVERSE_REDEMPTIONS)
def reverse(request_id: UUID) -> tuple[Sale, HTTPStatus]:
    """Give the coins back; asking again gives the first reversal, with status 200.

    By any till of the merchant, or by the merchant. A till may ask it for a request whose answer
    never came: what has not arrived yet is then never paid, and the answer is `/problems/not-paid`.
    """
    now = clock.now()
    redemption, reversal = (
        _reverse_by_till(access.till(), request_id, now)
        if access.role() is Role.TILL
        else _reverse_by_merchant(request_id, now)
    )
    status = HTTPStatus.CREATED if reversal.reversed_at == now else HTTPStatus.OK
    return Sale(redemption, reversal), status


def _reverse_by_merchant(request_id: UUID, now: datetime) -> tuple[Redemption, Reversal]:
    redemption = sales.get_by_request(db.session, _own_shops(), request_id)
    return redemption, reversals.reverse(db.session, redemption, by=access.person(), now=now)


def _reverse_by_till(till: Till, request_id: UUID, now: datetime) -> tuple[Redemption, Reversal]:
    """Its own sale, or one of any till of the merchant; or a request that may still arrive."""
    till.check_open()
    own = redemptions.find_answer(db.session, till, request_id)
    redemption = (
        own
        if isinstance(own, Redemption)
        else sales.find_by_request(db.session, [till.merchant_id], request_id)
    )
    if redemption is not None:
        return redemption, reversals.reverse(db.session, redemption, by=till, now=now)
    outcome = reversals.revoke(db.session, till, request_id, now=now)
    if isinstance(outcome, RefusedRedemption):
        raise NotPaid(outcome.reason)
    return redemptions.get_by_request(db.session, till, request_id), outcome


def _own_shops() -> list[UUID]:
    own = merchants.of_organisation(db.session, access.organisation().id)
    return [merchant.id for merchant in own]
