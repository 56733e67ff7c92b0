"""What this authority is owed, how far it is filled, and which plans wait."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import total
from wallet.reports import obligation_progress
from wallet.web.authority.blueprint import bp


@bp.get("/")
@requires(Permission.REGISTER_OBLIGATIONS)
def home() -> ResponseReturnValue:
    owed = obligation_progress.of_authority(db.session, access.organisation().id, now=clock.now())
    return render_template(
        "authority/home.html",
        obligations=owed,
        waiting=[plan for progress in owed for plan in progress.waiting],
        target=total([progress.obligation.target for progress in owed]),
        counted=total([progress.counted for progress in owed]),
    )
