"""Where coins come from and where they go: activities to do, shops to pay in."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.activities import activities
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, offers
from wallet.merchants.offers import Offer
from wallet.wallets import registrations
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/shops")
@requires(Permission.SEE_OWN_WALLET)
def shops() -> ResponseReturnValue:
    """A list, no map: what a shop sells, in which neighbourhood, and offers at a fair price."""
    known_in = _known_in()
    found = {
        shop.id: shop
        for programme_id in known_in
        for shop in merchants.of_programme(db.session, programme_id)
    }
    sold: dict[UUID, list[Offer]] = {}
    for offer in offers.approved(db.session, known_in):
        sold.setdefault(offer.merchant_id, []).append(offer)
    return render_template("participant/shops.html", shops=found.values(), offers=sold)


@bp.get("/wallet/activities")
@requires(Permission.SEE_OWN_WALLET)
def to_do() -> ResponseReturnValue:
    """What there is to do, and what it brings."""
    found = [
        activity
        for programme_id in _known_in()
        for activity in activities.of_programme(db.session, programme_id)
    ]
    return render_template("participant/activities.html", activities=found)


def _known_in() -> list[UUID]:
    """The programmes this phone's participant is known in."""
    return registrations.programme_ids(db.session, access.device().wallet_id)
