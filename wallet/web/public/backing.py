"""The proof of backing, for everybody: are the euros in the bank, today and on every day before?"""

from datetime import date
from http import HTTPStatus

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.permissions import Permission
from wallet.ledger import canonical
from wallet.settlement import backing_checks, backing_days, suspects
from wallet.settlement.backing_days import PublishedDay
from wallet.web.public.blueprint import bp
from wallet.web.public.proof import public_keys

A_PAGE = 31
AT_ONCE = 400


@bp.get("/backing")
@requires(Permission.ANYONE)
def proof() -> ResponseReturnValue:
    checks = backing_checks.of_all(db.session)
    figures = [pair for check in checks for pair in check.funds]
    return render_template(
        "public/backing.html",
        together=backing_checks.together(checks),
        checks=checks,
        held=funds.together([each for _, each in figures]),
        funds=figures,
        suspects=[(check, suspects.of(db.session, check)) for check in checks if check.is_wrong],
        days=backing_days.newest_first(db.session, most=A_PAGE),
    )


@bp.get("/backing/days")
@requires(Permission.ANYONE)
def list_backing() -> ResponseReturnValue:
    """Every day that was proven, the newest first."""
    before = _day("before")
    found = backing_days.newest_first(db.session, before=before, most=A_PAGE)
    return render_template(
        "public/backing_days.html",
        days=found,
        older=found[-1].on if len(found) == A_PAGE else None,
        keys=public_keys(),
    )


@bp.get("/backing/days.json")
@requires(Permission.ANYONE)
def list_backing_days() -> ResponseReturnValue:
    """A year of days in the order of their chain; `?after=` the last one for the next."""
    after = _day("after") or date.min
    found = backing_days.published(db.session, after=after, most=AT_ONCE)
    return {"public_keys": public_keys(), "days": [_facts(day) for day in found]}


def _day(name: str) -> date | None:
    """The day that was asked for."""
    asked = request.args.get(name)
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _facts(day: PublishedDay) -> dict[str, object]:
    return {
        "on": day.on.isoformat(),
        "proven_at": canonical.instant(day.proven_at),
        "previous_hash": day.previous_hash.hex(),
        "lines": day.lines,
        "signature": day.signature.hex(),
        "key_id": day.key_id,
    }
