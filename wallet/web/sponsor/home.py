"""A sponsor's funds at a glance, and how far the obligations are filled."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.reports import obligation_progress, sponsorship
from wallet.web.sponsor.blueprint import bp


@bp.get("/")
@requires(Permission.OPEN_FUNDS)
def home() -> ResponseReturnValue:
    sponsor_id, now = access.organisation().id, clock.now()
    return render_template(
        "sponsor/home.html",
        overviews=sponsorship.of_sponsor(db.session, sponsor_id, now=now),
        obligations=obligation_progress.of_contractor(db.session, sponsor_id, now=now),
    )
