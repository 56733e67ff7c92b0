"""The two pages of a wallet: paying from it, and what is in it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
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
    """Every coin with its last day; from here to the shops, what to do, and the phones."""
    device, now = access.device(), clock.now()
    wallet_id = device.wallet_id
    today = clock.day_of(now)
    coin = registrations.coin(db.session, wallet_id, today=today)
    return render_template(
        "participant/coins.html",
        state=state.of(device, now=now),
        lapses=state.lapses(device.wallet, coin, today=today),
    )
