"""The two pages of a wallet: paying from it, and what is in it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.wallets import registrations
from wallet.web.participant import state
from wallet.web.participant.blueprint import bp


@bp.get("/wallet")
@requires(Permission.SEE_OWN_WALLET)
def wallet() -> ResponseReturnValue:
    """Paying: the balance and the code. The code itself is made on the phone."""
    device = access.device()
    told = state.of(device, now=clock.now())
    return render_template("participant/wallet.html", state=told, handle=device.handle)


@bp.get("/wallet/coins")
@requires(Permission.SEE_OWN_WALLET)
def coins() -> ResponseReturnValue:
    """Every coin with its last day, and the shops that take them."""
    device, now = access.device(), clock.now()
    wallet_id = device.wallet_id
    coin = registrations.coin(db.session, wallet_id, today=clock.day_of(now))
    shops = {
        shop.id: shop
        for programme_id in registrations.programme_ids(db.session, wallet_id)
        for shop in merchants.of_programme(db.session, programme_id)
    }
    return render_template(
        "participant/coins.html",
        state=state.of(device, now=now),
        lapses=state.lapses(device.wallet, coin),
        shops=shops.values(),
    )
