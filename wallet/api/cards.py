"""Cards of participants: handed over, blocked, replaced, opened; and their balance at a till."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Digits, Id, instant
from wallet.codes import card_handovers, card_numbers, card_pins, cards
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import card_balances, card_desk
from wallet.merchants.card_desk import CardAtDesk
from wallet.money import Euros
from wallet.wallets import registrations

blp = Blueprint(
    "cards", __name__, url_prefix="/api", description="Paying without a phone: cards and PINs."
)


class NewPin(Schema):
    """What the holder chose. It is kept as a hash, under a key, and told to nobody."""

    pin = Digits(card_pins.DIGITS, required=True, load_only=True)


class NewCard(NewPin):
    """A blank card of your organisation, by the number that is printed on it."""

    number = Digits(card_numbers.DIGITS, required=True)


class BalanceRequest(NewCard):
    """A question of the holder at a till; each has a request id of its own."""

    request_id = Id(required=True)


class CardAnswer(Schema):
    """A card as the desk sees it."""

    id = fields.UUID(attribute="card.id")
    last_digits = fields.String(metadata={"example": "4705"})
    handed_over_at = instant(attribute="link.linked_at")
    blocked_at = instant()
    locked_at = instant()
    wrong_pin_count = fields.Integer(
        attribute="wrong_pins", metadata={"description": "In a row; ten lock the card."}
    )
    left_today_cents = Cents(attribute="left_today")


class CardBalance(Schema):
    """What the holder has to spend."""

    balance_cents = Cents(attribute="balance")


@blp.get("/participants/<uuid:participant_id>/cards")
@blp.response(HTTPStatus.OK, CardAnswer(many=True))
@requires(Permission.RUN_ACTIVITIES)
def index(participant_id: UUID) -> list[CardAtDesk]:
    """Every card a participant of your organisation had, the latest first."""
    return card_desk.of_wallet(db.session, _wallet_id(participant_id), now=clock.now())


@blp.post("/participants/<uuid:participant_id>/cards")
@blp.arguments(NewCard)
@blp.response(HTTPStatus.CREATED, CardAnswer)
@requires(Permission.RUN_ACTIVITIES)
def hand_over(new: dict[str, Any], participant_id: UUID) -> CardAtDesk:
    """Make a blank card a means of this participant's wallet; an earlier one stops working."""
    card = card_handovers.hand_over(
        db.session, access.membership(), participant_id, now=clock.now(), **new
    )
    return _one(participant_id, card.id)


@blp.post("/participants/<uuid:participant_id>/cards/<uuid:card_id>/block")
@blp.response(HTTPStatus.OK, CardAnswer)
@requires(Permission.RUN_ACTIVITIES)
def block(participant_id: UUID, card_id: UUID) -> CardAtDesk:
    """Put a card out of use for good; the coins stay in the wallet."""
    card = cards.get_of_wallet(db.session, _wallet_id(participant_id), card_id)
    cards.block(db.session, card, by=access.person(), now=clock.now())
    return _one(participant_id, card_id)


@blp.post("/participants/<uuid:participant_id>/cards/<uuid:card_id>/pin")
@blp.arguments(NewPin)
@blp.response(HTTPStatus.CREATED, CardAnswer)
@requires(Permission.RUN_ACTIVITIES)
def choose_pin(new: dict[str, str], participant_id: UUID, card_id: UUID) -> CardAtDesk:
    """Give a card a new PIN, which opens it when ten wrong ones locked it."""
    wallet_id = _wallet_id(participant_id)
    cards.take_turn(db.session, wallet_id)
    card = cards.get_of_wallet(db.session, wallet_id, card_id)
    card_pins.choose(db.session, card, new["pin"], by=access.person(), now=clock.now())
    return _one(participant_id, card_id)


@blp.post("/card-balances")
@blp.arguments(BalanceRequest)
@blp.response(HTTPStatus.OK, CardBalance)
@requires(Permission.REDEEM_COINS)
def tell_balance(asked: dict[str, Any]) -> dict[str, Euros]:
    """What is in the wallet of a card, for its holder at a till, who types the PIN. Told once.

    A wrong PIN is `/problems/pin-not-right` and counts; ten in a row lock the card, which is then
    `/problems/card-cannot-pay`, as is any card that is blocked, blank or unknown.
    """
    told = card_balances.tell(db.session, access.till(), now=clock.now(), **asked)
    return {"balance": told}


def _wallet_id(participant_id: UUID) -> UUID:
    """That of an own participant; anybody else's is not there."""
    return registrations.get(db.session, access.organisation().id, participant_id).wallet_id


def _one(participant_id: UUID, card_id: UUID) -> CardAtDesk:
    known = card_desk.of_wallet(db.session, participant_id, now=clock.now())
    return next(each for each in known if each.card.id == card_id)
