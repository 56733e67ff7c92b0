"""The file for the bank: made once, downloaded as often as needed, always the same bytes."""

from uuid import UUID

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, fields

from wallet import clock
from wallet.banking.payment_initiation import Version
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import payment_files, settlements
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import settlements_bp as bp
from wallet.web.treasurer.settlements import page_of


class NewPaymentFile(Schema):
    """Which version of pain.001 the bank takes."""

    version = fields.Enum(Version, by_value=True, load_default=Version.NOW)


@bp.post("/<uuid:settlement_id>/payment-file")
@requires(Permission.SETTLE)
def make(settlement_id: UUID) -> ResponseReturnValue:
    form = Form(NewPaymentFile())
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    with form:
        payment_files.make(db.session, settlement, now=clock.now(), **form.read())
        flash(gettext("The payment file is ready. Download it and upload it at the bank."), "good")
        return redirect(url_for(".show", settlement_id=settlement_id))
    return page_of(settlement_id, form)


@bp.get("/<uuid:settlement_id>/payment-file")
@requires(Permission.SETTLE)
def download(settlement_id: UUID) -> ResponseReturnValue:
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    file = payment_files.get(db.session, settlement)
    answer = Response(file.content, mimetype="application/xml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{file.message_id}.xml")
    return answer
