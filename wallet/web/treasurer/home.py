"""What waits for the treasurer, and whether the bank and the books agree."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import top_ups, volume
from wallet.identity.people import Person
from wallet.identity.permissions import Permission
from wallet.merchants import iban_approvals
from wallet.merchants.iban_changes import IbanChange, IbanChangeState
from wallet.settlement import (
    backing_checks,
    progress,
    reconciliation,
    repayments,
    suspects,
    unanswered_returns,
)
from wallet.settlement.repayments import Repayment
from wallet.web.treasurer.blueprint import bp


@bp.get("/")
@requires(Permission.SETTLE)
def home() -> ResponseReturnValue:
    operator_id, me = access.organisation().id, access.person()
    checks = backing_checks.of_all(db.session, operator_id=operator_id)
    unmatched = reconciliation.unmatched(db.session, operator_id)
    under_way = progress.under_way(db.session, operator_id)
    return render_template(
        "treasurer/home.html",
        checks=checks,
        together=backing_checks.together(checks),
        suspects=[(each, suspects.of(db.session, each)) for each in checks if each.is_wrong],
        gauge=volume.gauge(db.session, operator_id, now=clock.now()),
        came_back=unanswered_returns.of_operator(db.session, operator_id),
        to_send_back=_open_repayments(operator_id),
        new_accounts=_new_accounts(operator_id, me),
        unmatched=unmatched,
        to_approve=[each for each in under_way if each.may_be_approved_by(me)],
        under_way=under_way,
        open_requests=top_ups.open_requests(db.session, operator_id),
    )


def _open_repayments(operator_id: UUID) -> list[Repayment]:
    """Those nobody has decided about."""
    return [
        each for each in repayments.operated_by(db.session, operator_id) if each.decision is None
    ]


def _new_accounts(operator_id: UUID, me: Person) -> list[IbanChange]:
    """Account numbers of shops that wait for somebody else than who asked."""
    now = clock.now()
    return [
        each
        for each in iban_approvals.of_operator(db.session, operator_id)
        if each.state(now) is IbanChangeState.WAITING and each.asked_by_id != me.id
    ]
