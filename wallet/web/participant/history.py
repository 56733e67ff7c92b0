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
from wallet.wallets.history import Event, EventKind
from wallet.web.participant import subjects
from wallet.web.participant.blueprint import bp
from wallet.web.participant.subjects import Subject


@bp.get("/wallet/history")
@requires(Permission.SEE_OWN_WALLET)
def history() -> ResponseReturnValue:
    """The month in the address, as 2026-11; this month when there is none, or no sense in it."""
    month = wallet_history.month(db.session, access.device().wallet, _asked())
    about = subjects.of(month.events)
    lines = [_line(event, about.get(event.subject)) for event in month.events]
    lines.sort(key=lambda line: line[2], reverse=True)
    return render_template("participant/history.html", month=month, lines=lines)


def _line(event: Event, about: Subject | None) -> tuple[Event, Subject | None, datetime]:
    """With when it was: the sale or the activity itself, and of a sale undone the undoing."""
    at = about.at if about and event.kind is not EventKind.RETURNED else event.at
    return event, about, at


def _asked() -> date:
    try:
        day = datetime.strptime(request.args.get("month", ""), "%Y-%m").date()  # noqa: DTZ007 - a day
    except ValueError:
        return clock.day_of(clock.now())
    return min(max(day, clock.FIRST_DAY), clock.LAST_DAY.replace(day=1))
