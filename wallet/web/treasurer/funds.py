"""The funds of the programmes this organisation operates, and where their euros are."""

from http import HTTPStatus
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import allotments, funds, payment_requests, top_ups
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import funds_bp as bp


@bp.get("/")
@requires(Permission.ALLOT_BUDGETS)
def index() -> ResponseReturnValue:
    own = funds.operated_by(db.session, access.organisation().id)
    figures = list(zip(own, funds.figures_of(db.session, own), strict=True))
    return render_template("treasurer/funds/index.html", funds=figures)


@bp.get("/<uuid:fund_id>")
@requires(Permission.ALLOT_BUDGETS)
def show(fund_id: UUID) -> ResponseReturnValue:
    return page_of(fund_id, Form(values={}))


def page_of(fund_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    """One fund, with its budgets, and what was refused just now."""
    fund = funds.get_operated_by(db.session, access.organisation().id, fund_id)
    page = render_template(
        "treasurer/funds/show.html",
        fund=fund,
        figures=funds.figures(db.session, fund),
        shares=allotments.shares(db.session, fund),
        allotments=allotments.of_fund(db.session, fund),
        requests=payment_requests.of_fund(db.session, fund),
        received=top_ups.received_by_request(db.session, fund),
        organisations=programmes.activity_organisations_of(db.session, fund.programme),
        form=form,
    )
    return page, form.status
