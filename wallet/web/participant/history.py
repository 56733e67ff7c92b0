"""What was earned and spent, a month at a time, newest first: by the day it was about."""

from datetime import date, datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import history as wallet_history
from wallet.web.participant import subjects
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/history")
@requires(Permission.SEE_OWN_WALLET)
def history() -> ResponseReturnValue:
    """The month in the address, as 2026-11; this month when there is none, or no sense in it."""
    wallet = access.device().wallet
    month = wallet_history.month(
        db.session, wallet, _asked(), happened=subjects.happened(wallet.id)
    )
    about = subjects.of(month.events)
    return render_template("participant/history.html", month=month, about=about)


def _asked() -> date:
    try:
        day = datetime.strptime(request.args.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - a day
    except ValueError:
        return clock.day_of(clock.now())
    return min(max(day, clock.FIRST_DAY), clock.LAST_DAY.replace(day=1))
