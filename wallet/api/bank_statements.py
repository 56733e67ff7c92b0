"""The bank's files, taken in whole or not at all."""

from http import HTTPStatus

from flask import request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents
from wallet.banking.statement_faults import StatementFault
from wallet.banking.statements import BankEntry
from wallet.edge import access, refusals, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import reconciliation
from wallet.settlement.reconciliation import Reconciliation

blp = Blueprint(
    "bank_statements",
    __name__,
    url_prefix="/api/bank-statements",
    description="The bank's statements (camt.053).",
)

XML = {"schema": {"type": "string", "description": "camt.053.001.02 or camt.053.001.08."}}
BODY = {
    "required": True,
    "content": dict.fromkeys(("application/xml", "text/xml", "application/octet-stream"), XML),
}


class TakenIn(Schema):
    """What became of the entries of a file at the moment it was taken in."""

    entries = fields.Integer(attribute="entry_count")
    matched = fields.Integer(attribute="matched_count")
    unmatched = fields.Integer(attribute="unmatched_count")


class UnmatchedEntry(Schema):
    """A booked movement that no reference explains: somebody has to decide."""

    id = fields.UUID()
    iban = fields.String(attribute="statement.file.bank_account.iban")
    booked_on = fields.Date()
    direction = fields.String(metadata={"enum": ["credit", "debit"]})
    amount_cents = Cents(attribute="amount")
    counterparty_name = fields.String(allow_none=True)
    counterparty_iban = fields.String(allow_none=True)
    structured_reference = fields.String(allow_none=True)
    remittance = fields.String()
    end_to_end_id = fields.String(allow_none=True)


@blp.errorhandler(StatementFault)
def explain(fault: StatementFault) -> ResponseReturnValue:
    """A refused file: the problem also says where to look. `line` counts from 1."""
    return refusals.problem(
        fault.code,
        words.of(fault),
        refusals.status_of(fault),
        line=fault.line,
        element=fault.element,
    )


@blp.post("")
@blp.doc(requestBody=BODY)
@blp.response(HTTPStatus.CREATED, TakenIn)
@blp.alt_response(HTTPStatus.OK, schema=TakenIn, success=True)
@requires(Permission.IMPORT_STATEMENTS)
def create() -> tuple[Reconciliation, HTTPStatus]:
    """Take in a file of one of your organisation's bank accounts, the XML as body.

    The same bytes again give the first answer, with status 200. A refused file books nothing; its
    problem names `line` and `element`.
    """
    now = clock.now()
    reconciled = reconciliation.take_in(
        db.session,
        request.get_data(cache=False),
        operator_id=access.organisation().id,
        by=access.person(),
        now=now,
    )
    is_new = reconciled.file.imported_at == now
    return reconciled, HTTPStatus.CREATED if is_new else HTTPStatus.OK


@blp.get("/unmatched")
@blp.response(HTTPStatus.OK, UnmatchedEntry(many=True))
@requires(Permission.IMPORT_STATEMENTS)
def unmatched() -> list[BankEntry]:
    """The entries that wait for somebody to decide, newest first."""
    return reconciliation.unmatched(db.session, access.organisation().id)
