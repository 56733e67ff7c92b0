"""What was earned and spent, newest first."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import history as wallet_history
from wallet.web.participant import news
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/history")
@requires(Permission.SEE_OWN_WALLET)
def history() -> ResponseReturnValue:
    wallet = access.device().wallet
    return render_template(
        "participant/history.html",
        events=wallet_history.events(db.session, wallet),
        places=news.places(wallet.id),
    )
