"""Deciding what an entry is: a credit fills a payment request, a debit pays a settlement."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import payment_requests
from wallet.identity.permissions import Permission
from wallet.settlement import assignments, settlements
from wallet.web.fields import Choice
from wallet.web.form import Form
from wallet.web.treasurer import bank_entries
from wallet.web.treasurer.blueprint import bank_entries_bp as bp


class ToPaymentRequest(Schema):
    """What a received amount was asked with."""

    payment_request_id = Choice()


class ToSettlement(Schema):
    """What a paid amount was ordered with."""

    settlement_id = Choice()


@bp.post("/<uuid:entry_id>/assignment")
@requires(Permission.IMPORT_STATEMENTS)
def assign(entry_id: UUID) -> ResponseReturnValue:
    entry = assignments.get_entry(db.session, access.organisation().id, entry_id)
    is_credit = entry.direction is Direction.CREDIT
    form = Form(ToPaymentRequest() if is_credit else ToSettlement())
    with form:
        chosen = form.read()
        if is_credit:
            _to_payment_request(entry, chosen["payment_request_id"])
        else:
            _to_settlement(entry, chosen["settlement_id"])
        return redirect(url_for(".index"))
    return bank_entries.page_of(entry_id, form)


def _to_payment_request(entry: BankEntry, request_id: UUID) -> None:
    operator_id, by = access.organisation().id, access.person()
    request = payment_requests.get_operated_by(db.session, operator_id, request_id)
    assignments.assign(db.session, entry, request, by=by, now=clock.now())
    flash(gettext("Booked. The euros are in the pot of %(fund)s.", fund=request.fund.name), "good")


def _to_settlement(entry: BankEntry, settlement_id: UUID) -> None:
    operator_id, by = access.organisation().id, access.person()
    settlement = settlements.get_operated_by(db.session, operator_id, settlement_id)
    assignments.assign_to_settlement(db.session, entry, settlement, by=by, now=clock.now())
    flash(gettext("Booked. The payouts of this settlement are paid."), "good")
