"""The printed card of a participant, for the participant's own device."""

from http import HTTPStatus
from uuid import UUID

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.cards import CardAnswer
from wallet.codes import cards
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import card_desk
from wallet.merchants.card_desk import CardAtDesk

blp = Blueprint(
    "own_cards",
    __name__,
    url_prefix="/api/wallet/cards",
    description="Your own printed card: seen, and put out of use when it is lost.",
)


@blp.get("")
@blp.response(HTTPStatus.OK, CardAnswer(many=True))
@requires(Permission.SEE_OWN_WALLET)
def index() -> list[CardAtDesk]:
    """Every card you ever had, the latest first."""
    return _own()


@blp.post("/<uuid:card_id>/block")
@blp.response(HTTPStatus.OK, CardAnswer)
@requires(Permission.SEE_OWN_WALLET)
def block(card_id: UUID) -> CardAtDesk:
    """Put a lost card out of use for good; the coins stay in the wallet."""
    card = cards.get_of_wallet(db.session, access.device().wallet_id, card_id)
    cards.block(db.session, card, by=None, now=clock.now())
    return next(each for each in _own() if each.card.id == card_id)


def _own() -> list[CardAtDesk]:
    return card_desk.of_wallet(db.session, access.device().wallet_id, now=clock.now())
