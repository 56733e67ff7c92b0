"""The scheme's word on a shop's new account number: agree, and it rests; or call it off."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access, iban_letters, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import iban_approvals
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import shops_bp as bp
from wallet.web.treasurer.shops import index_of


@bp.post("/iban-changes/<uuid:change_id>/approval")
@requires(Permission.SETTLE)
def approve_iban(change_id: UUID) -> ResponseReturnValue:
    form, now = Form(), clock.now()
    change = iban_approvals.get_of_operator(db.session, access.organisation().id, change_id)
    with form:
        approval = iban_approvals.approve(db.session, change, by=access.membership(), now=now)
        iban_letters.tell_approved(db.session, change, approval, now=now)
        since = languages.instant(approval.usable_from)
        flash(gettext("Approved. Payouts use the account from %(instant)s.", instant=since), "good")
        return redirect(url_for(".index"))
    return index_of(form)


@bp.post("/iban-changes/<uuid:change_id>/call-off")
@requires(Permission.SETTLE)
def call_off_iban(change_id: UUID) -> ResponseReturnValue:
    form, now = Form(), clock.now()
    change = iban_approvals.get_of_operator(db.session, access.organisation().id, change_id)
    with form:
        iban_approvals.call_off(db.session, change, by=access.person(), now=now)
        iban_letters.tell_called_off(db.session, change, now=now)
        flash(gettext("Called off. Payouts go to the old account."), "good")
        return redirect(url_for(".index"))
    return index_of(form)
