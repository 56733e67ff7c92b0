"""A sponsor's funds at a glance, and the contracts that wait for a plan."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.reports import sponsorship
from wallet.social_return import plans
from wallet.web.sponsor.blueprint import bp


@bp.get("/")
@requires(Permission.OPEN_FUNDS)
def home() -> ResponseReturnValue:
    sponsor_id = access.organisation().id
    return render_template(
        "sponsor/home.html",
        overviews=sponsorship.of_sponsor(db.session, sponsor_id, now=clock.now()),
        unplanned=plans.unplanned(db.session, sponsor_id),
    )
