"""Every dispute in the operator's programmes, and which shop lets one wait."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.dispute_words import SAID
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import disputes
from wallet.web.treasurer.blueprint import disputes_bp as bp


@bp.get("/")
@requires(Permission.SETTLE)
def index() -> ResponseReturnValue:
    now = clock.now()
    found = disputes.of_operator(db.session, access.organisation().id)
    return render_template(
        "treasurer/disputes/index.html",
        disputes=found,
        open_count=sum(not each.is_settled for each in found),
        late_count=sum(each.is_late(now) for each in found),
        said=SAID,
        now=now,
    )
