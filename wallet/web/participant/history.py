"""What was earned and spent, a month at a time, newest first."""

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
    month = wallet_history.month(db.session, access.device().wallet, _asked())
    return render_template(
        "participant/history.html", month=month, names=subjects.names(month.events)
    )


def _asked() -> date:
    try:
        day = datetime.strptime(request.args.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - a day
    except ValueError:
        return clock.day_of(clock.now())
    return min(max(day, clock.FIRST_DAY), clock.LAST_DAY.replace(day=1))
