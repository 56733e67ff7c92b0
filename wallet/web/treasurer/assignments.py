"""Deciding what an entry is: a credit fills a payment request, a debit pays what was ordered."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, fields

from wallet import clock
from wallet.banking.camt_elements import Direction
from wallet.banking.ibans import IbanInvalid
from wallet.banking.statements import BankEntry
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import payment_requests
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Permission
from wallet.settlement import assignments, repayments, settlements
from wallet.settlement.assignments import AmountNotLeft
from wallet.settlement.repayments import Payee, RepaymentReasonMissing
from wallet.web.fields import Amount, Choice, Line
from wallet.web.form import Form
from wallet.web.treasurer import bank_entries
from wallet.web.treasurer.blueprint import bank_entries_bp as bp


class ToPaymentRequest(Schema):
    """What a received amount was asked with; all that is left of it unless an amount is given."""

    payment_request_id = Choice()
    amount = Amount(optional=True)


class ToOrder(Schema):
    """What a paid amount was ordered with: the file of a settlement, or a repayment."""

    settlement_id = Choice()
    kind = fields.String(load_default="settlement")


class ToSender(Schema):
    """Who gets the euros back."""

    amount = Amount()
    name = Line()
    iban = Line(most=42)
    reason = Line(most=200)


@bp.post("/<uuid:entry_id>/assignment")
@requires(Permission.IMPORT_STATEMENTS)
def assign(entry_id: UUID) -> ResponseReturnValue:
    entry = assignments.get_entry(db.session, access.organisation().id, entry_id)
    is_credit = entry.direction is Direction.CREDIT
    form = Form(ToPaymentRequest() if is_credit else ToOrder(), about={AmountNotLeft: "amount"})
    with form:
        chosen = form.read()
        if is_credit:
            _to_payment_request(entry, chosen)
        elif chosen["kind"] == "repayment":
            _to_repayment(entry, chosen["settlement_id"])
        else:
            _to_settlement(entry, chosen["settlement_id"])
        return _onwards(entry)
    return bank_entries.page_of(entry_id, form)


@bp.post("/<uuid:entry_id>/repayment")
@requires(Permission.IMPORT_STATEMENTS)
def send_back(entry_id: UUID) -> ResponseReturnValue:
    """Draft a repayment to the sender; a colleague has to agree to it."""
    entry = assignments.get_entry(db.session, access.organisation().id, entry_id)
    form = Form(
        ToSender(),
        about={
            AmountNotLeft: "amount",
            NameMissing: "name",
            IbanInvalid: "iban",
            RepaymentReasonMissing: "reason",
        },
    )
    with form:
        given = form.read()
        draft = assignments.send_back(
            db.session,
            entry,
            Payee(given["name"], given["iban"], given["reason"]),
            by=access.person(),
            now=clock.now(),
            amount=given["amount"],
        )
        flash(gettext("Drawn up. A colleague must approve it."), "good")
        return redirect(url_for("treasurer.repayments.show", repayment_id=draft.id))
    return bank_entries.page_of(entry_id, form)


def _onwards(entry: BankEntry) -> ResponseReturnValue:
    """To the list, or to the same entry while a part of it waits."""
    if assignments.left(db.session, entry):
        return redirect(url_for(".show", entry_id=entry.id))
    return redirect(url_for(".index"))


def _to_payment_request(entry: BankEntry, chosen: dict[str, Any]) -> None:
    operator_id, by = access.organisation().id, access.person()
    request = payment_requests.get_operated_by(
        db.session, operator_id, chosen["payment_request_id"]
    )
    assignments.assign(db.session, entry, request, by=by, now=clock.now(), amount=chosen["amount"])
    flash(gettext("Booked. The euros are in the pot of %(fund)s.", fund=request.fund.name), "good")


def _to_settlement(entry: BankEntry, settlement_id: UUID) -> None:
    operator_id, by = access.organisation().id, access.person()
    settlement = settlements.get_operated_by(db.session, operator_id, settlement_id)
    assignments.assign_to_settlement(db.session, entry, settlement, by=by, now=clock.now())
    flash(gettext("Booked. The payouts of this settlement are paid."), "good")


def _to_repayment(entry: BankEntry, repayment_id: UUID) -> None:
    operator_id, by = access.organisation().id, access.person()
    repayment = repayments.get_operated_by(db.session, operator_id, repayment_id)
    assignments.assign_to_repayment(db.session, entry, repayment, by=by, now=clock.now())
    flash(gettext("Booked. This repayment is paid."), "good")
