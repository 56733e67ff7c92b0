"""What a programme brought about, for everybody."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.reports import programme_impact
from wallet.web.public.blueprint import bp


@bp.get("/impact/<uuid:programme_id>")
@requires(Permission.ANYONE)
def impact(programme_id: UUID) -> ResponseReturnValue:
    programme = programmes.get(db.session, programme_id)
    today = clock.day_of(clock.now())
    found = programme_impact.of_programme(db.session, programme, today)
    return render_template("public/impact.html", impact=found)
