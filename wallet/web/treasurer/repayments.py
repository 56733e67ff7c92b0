"""Euros that go back: the second pair of eyes, the file for the bank, and whether it was paid."""

from http import HTTPStatus
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import repayment_orders, repayments
from wallet.settlement.repayments import Repayment
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import repayments_bp as bp


@bp.get("/")
@requires(Permission.SETTLE)
def index() -> ResponseReturnValue:
    found = repayments.operated_by(db.session, access.organisation().id)
    return render_template(
        "treasurer/repayments/index.html",
        repayments=[(each, *_progress(each)) for each in found],
    )


@bp.get("/<uuid:repayment_id>")
@requires(Permission.SETTLE)
def show(repayment_id: UUID) -> ResponseReturnValue:
    return _page_of(_own(repayment_id), Form(values={}))


@bp.post("/<uuid:repayment_id>/approval")
@requires(Permission.SETTLE)
def approve(repayment_id: UUID) -> ResponseReturnValue:
    return _decide(
        repayment_id, gettext("Approved. The payment file can be made now."), is_approved=True
    )


@bp.post("/<uuid:repayment_id>/withdrawal")
@requires(Permission.SETTLE)
def put_aside(repayment_id: UUID) -> ResponseReturnValue:
    """Nothing goes back; the euros wait for a decision again."""
    return _decide(
        repayment_id, gettext("Put aside. The euros wait for a decision again."), is_approved=False
    )


@bp.post("/<uuid:repayment_id>/payment-file")
@requires(Permission.SETTLE)
def make(repayment_id: UUID) -> ResponseReturnValue:
    form, repayment = Form(), _own(repayment_id)
    with form:
        repayment_orders.make(db.session, repayment, now=clock.now())
        flash(gettext("The payment file is ready. Download it and upload it at the bank."), "good")
        return redirect(url_for(".show", repayment_id=repayment_id))
    return _page_of(repayment, form)


@bp.get("/<uuid:repayment_id>/payment-file")
@requires(Permission.SETTLE)
def download(repayment_id: UUID) -> ResponseReturnValue:
    order = repayment_orders.get(db.session, _own(repayment_id))
    answer = Response(order.content, mimetype="application/xml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{order.message_id}.xml")
    return answer


def _own(repayment_id: UUID) -> Repayment:
    return repayments.get_operated_by(db.session, access.organisation().id, repayment_id)


def _decide(repayment_id: UUID, said: str, *, is_approved: bool) -> ResponseReturnValue:
    form, repayment = Form(), _own(repayment_id)
    with form:
        repayments.decide(
            db.session, repayment, is_approved=is_approved, by=access.person(), now=clock.now()
        )
        flash(said, "good")
        return redirect(url_for(".show", repayment_id=repayment_id))
    return _page_of(repayment, form)


def _progress(repayment: Repayment) -> tuple[object, object]:
    return (
        repayment_orders.find(db.session, repayment),
        repayment_orders.find_confirmation(db.session, repayment),
    )


def _page_of(repayment: Repayment, form: Form) -> tuple[str, HTTPStatus]:
    order, confirmation = _progress(repayment)
    page = render_template(
        "treasurer/repayments/show.html",
        repayment=repayment,
        order=order,
        confirmation=confirmation,
        may_approve=repayment.may_be_approved_by(access.person()),
        form=form,
    )
    return page, form.status
