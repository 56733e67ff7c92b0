"""The printed card of this wallet, seen from an own phone: it is put out of use here, at once."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.codes import cards
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.web.participant.blueprint import bp


@bp.post("/wallet/cards/<uuid:card_id>/block")
@requires(Permission.SEE_OWN_WALLET)
def block_card(card_id: UUID) -> ResponseReturnValue:
    """For good: its finder pays nothing with it. The coins stay in the wallet."""
    card = cards.get_of_wallet(db.session, access.device().wallet_id, card_id)
    cards.block(db.session, card, by=None, now=clock.now())
    flash(gettext("Your card is blocked."), "good")
    return redirect(url_for(".phones"))
