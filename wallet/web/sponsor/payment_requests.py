"""Asking for a reference to pay under, and the page to pay from."""

from uuid import UUID

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.codes import images
from wallet.edge import access, payment_request_papers
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds, payment_requests, top_ups
from wallet.funds.payment_requests import RequestAmountOutOfRange
from wallet.identity.permissions import Permission
from wallet.money import total
from wallet.reports.sponsorship import RequestProgress
from wallet.web import once
from wallet.web.fields import Amount
from wallet.web.form import Form
from wallet.web.sponsor.blueprint import funds_bp as bp


class NewPaymentRequest(Schema):
    """How much the sponsor will pay."""

    amount = Amount()


@bp.get("/<uuid:fund_id>/payment-requests/new")
@requires(Permission.OPEN_FUNDS)
def ask(fund_id: UUID) -> ResponseReturnValue:
    return _new(fund_id, Form(values={}))


@bp.post("/<uuid:fund_id>/payment-requests")
@requires(Permission.OPEN_FUNDS)
def request_payment(fund_id: UUID) -> ResponseReturnValue:
    form = Form(NewPaymentRequest(), about={RequestAmountOutOfRange: "amount"})
    fund = funds.get_of_sponsor(db.session, access.organisation().id, fund_id)
    if earlier := once.earlier_answer():
        return earlier
    with form:
        made = payment_requests.request(
            db.session, fund, amount=form.read()["amount"], by=access.person(), now=clock.now()
        )
        return once.redirect(url_for(".pay", request_id=made.id))
    return _new(fund_id, form), form.status


@bp.get("/payment-requests/<uuid:request_id>")
@requires(Permission.OPEN_FUNDS)
def pay(request_id: UUID) -> ResponseReturnValue:
    """Account, reference and amount, and a QR code that a banking app reads them from."""
    made = payment_requests.get_of_sponsor(db.session, access.organisation().id, request_id)
    received = total([top_up.amount for top_up in top_ups.of_request(db.session, made)])
    return render_template(
        "sponsor/payment_requests/show.html",
        progress=RequestProgress(made, received),
        account=made.fund.programme.bank_account,
        drawing=images.qr_svg(made.epc, title=gettext("QR code for your banking app")),
    )


@bp.get("/payment-requests/<uuid:request_id>.pdf")
@requires(Permission.OPEN_FUNDS)
def print_request(request_id: UUID) -> ResponseReturnValue:
    made = payment_requests.get_of_sponsor(db.session, access.organisation().id, request_id)
    return _download(
        payment_request_papers.as_pdf(db.session, made), f"{made.reference}.pdf", "pdf"
    )


@bp.get("/payment-requests/<uuid:request_id>.xml")
@requires(Permission.OPEN_FUNDS)
def export_request(request_id: UUID) -> ResponseReturnValue:
    """UBL 2.1, for bookkeeping that takes nothing else."""
    made = payment_requests.get_of_sponsor(db.session, access.organisation().id, request_id)
    document = payment_request_papers.as_invoice(db.session, made)
    return _download(document, f"{made.reference}.xml", "xml")


def _download(content: bytes, name: str, kind: str) -> Response:
    answer = Response(content, mimetype=f"application/{kind}")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _new(fund_id: UUID, form: Form) -> str:
    fund = funds.get_of_sponsor(db.session, access.organisation().id, fund_id)
    return render_template("sponsor/payment_requests/new.html", form=form, fund=fund)
