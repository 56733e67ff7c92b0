"""The programmes this organisation operates, with what holds today."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import volume
from wallet.identity.permissions import Permission
from wallet.programmes import programmes, terms
from wallet.web.admin.blueprint import bp


@bp.get("/")
@requires(Permission.RUN_PROGRAMMES)
def home() -> ResponseReturnValue:
    today = clock.day_of(clock.now())
    own = [
        (programme, terms.find_on(db.session, programme.id, today))
        for programme in programmes.operated_by(db.session, access.organisation().id)
    ]
    gauge = volume.gauge(db.session, access.organisation().id, now=clock.now())
    return render_template("admin/home.html", programmes=own, gauge=gauge)
