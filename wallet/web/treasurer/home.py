"""What waits for the treasurer, and whether the bank and the books agree."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import backing, top_ups
from wallet.identity.permissions import Permission
from wallet.money import total
from wallet.settlement import progress, reconciliation, settlements
from wallet.web.treasurer.blueprint import bp


@bp.get("/")
@requires(Permission.SETTLE)
def home() -> ResponseReturnValue:
    operator_id, me = access.organisation().id, access.person()
    unmatched = reconciliation.unmatched(db.session, operator_id)
    under_way = [
        each
        for each in progress.of_all(db.session, settlements.operated_by(db.session, operator_id))
        if each.is_under_way
    ]
    return render_template(
        "treasurer/home.html",
        proof=backing.proof(db.session, operator_id=operator_id),
        unmatched=unmatched,
        waiting=total([entry.signed for entry in unmatched]),
        to_approve=[each for each in under_way if each.may_be_approved_by(me)],
        under_way=under_way,
        open_requests=top_ups.open_requests(db.session, operator_id),
    )
