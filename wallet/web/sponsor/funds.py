"""Opening a fund, and where its euros are."""

from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.banking import ibans
from wallet.edge import access, repayment_papers
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.reports import sponsorship
from wallet.settlement import repayment_orders, repayments
from wallet.web import once
from wallet.web.fields import Choice, Line
from wallet.web.form import Form
from wallet.web.sponsor.blueprint import funds_bp as bp


class NewFund(Schema):
    """Its name, and the programme it is for."""

    programme_id = Choice()
    name = Line()


@bp.get("/new")
@requires(Permission.OPEN_FUNDS)
def new() -> ResponseReturnValue:
    return _new(Form(values={}))


@bp.post("/")
@requires(Permission.OPEN_FUNDS)
def create() -> ResponseReturnValue:
    form, sponsor = Form(NewFund(), about={NameMissing: "name"}), access.organisation()
    if earlier := once.earlier_answer():
        return earlier
    with form:
        typed = form.read()
        programme = programmes.get_joined_by(db.session, sponsor.id, typed["programme_id"])
        fund = funds.open_fund(db.session, programme, sponsor, name=typed["name"], now=clock.now())
        flash(gettext("The fund is open. Ask for a payment now."), "good")
        return once.redirect(url_for(".show", fund_id=fund.id))
    return _new(form), form.status


@bp.get("/<uuid:fund_id>")
@requires(Permission.OPEN_FUNDS)
def show(fund_id: UUID) -> ResponseReturnValue:
    fund = funds.get_of_sponsor(db.session, access.organisation().id, fund_id)
    overview = sponsorship.of_fund(db.session, fund, now=clock.now())
    back = repayments.of_fund(db.session, fund)
    return render_template(
        "sponsor/funds/show.html",
        overview=overview,
        repayments=[(each, repayment_orders.find_confirmation(db.session, each)) for each in back],
        masked=ibans.masked,
    )


@bp.get("/repayments/<uuid:repayment_id>.pdf")
@requires(Permission.OPEN_FUNDS)
def print_repayment(repayment_id: UUID) -> ResponseReturnValue:
    """The letter with the euros that come back."""
    own = repayments.get_of_sponsor(db.session, access.organisation().id, repayment_id)
    assert own.fund is not None
    operator = own.fund.programme.operator
    letter = repayment_papers.as_pdf(db.session, own, operator=operator, now=clock.now())
    answer = Response(letter, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{own.end_to_end_id}.pdf")
    return answer


def _new(form: Form) -> str:
    joined = programmes.joined_by(db.session, access.organisation().id)
    return render_template("sponsor/funds/new.html", form=form, programmes=joined)
