"""Registering what a contractor owes, and what counted of it in a period."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.declaration_words import LIMITS
from wallet.edge.session import db
from wallet.identity.organisations import KvkNumberMalformed
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Permission
from wallet.reports import obligation_progress
from wallet.social_return import contracts, contributions, efforts, obligations, valuation
from wallet.social_return.contracts import (
    BaseAmountMissing,
    Contract,
    ContractNumberMissing,
    ContractSumOutOfRange,
    ObligationDatesOutOfOrder,
    PercentageOutOfRange,
    PercentageUnknown,
    ReportDeadlineOutOfRange,
)
from wallet.social_return.obligations import ContractAlreadyRegistered, ContractorUnknown
from wallet.social_return.rules import Base, ContractKind
from wallet.web import periods
from wallet.web.authority.blueprint import obligations_bp as bp
from wallet.web.fields import Amount, BasisPoints, Day, Line, Number, OneOf
from wallet.web.form import Form
from wallet.web.portfolio_words import VERDICTS
from wallet.web.social_return_words import BASES, EFFORTS, KINDS, REPORTS

ABOUT = {
    KvkNumberMalformed: "contractor",
    ContractorUnknown: "contractor",
    ContractNumberMissing: "number",
    ContractAlreadyRegistered: "number",
    NameMissing: "title",
    ContractSumOutOfRange: "contract_sum",
    PercentageOutOfRange: "percentage",
    PercentageUnknown: "percentage",
    BaseAmountMissing: "base_amount",
    ReportDeadlineOutOfRange: "report_days",
    ObligationDatesOutOfOrder: "awarded_on",
}


class NewObligation(Schema):
    """What the contract says, and with whom it is."""

    contractor = Line(most=12)
    number = Line(most=contracts.NUMBER_LENGTH)
    title = Line()
    awarded_on = Day()
    contract_sum = Amount()
    percentage_bp = BasisPoints(whole=100, optional=True, data_key="percentage")
    kind = OneOf(ContractKind)
    base = OneOf(Base, optional=True)
    base_amount = Amount(optional=True)
    labour_bp = BasisPoints(whole=100, optional=True, data_key="labour")
    report_days = Number(least=1, most=contracts.MOST_REPORT_DAYS)
    interim_months = Number(least=1, most=contracts.MOST_MONTHS, optional=True)
    from_on = Day()
    to_on = Day()


@bp.get("/new")
@requires(Permission.REGISTER_OBLIGATIONS)
def new() -> ResponseReturnValue:
    usual = {"report_days": contracts.USUAL_REPORT_DAYS, "kind": ContractKind.SERVICES}
    return _new(Form(values=usual))


@bp.post("/")
@requires(Permission.REGISTER_OBLIGATIONS)
def create() -> ResponseReturnValue:
    form = Form(NewObligation(), about=ABOUT)
    with form:
        typed = form.read()
        contractor = obligations.get_contractor(db.session, typed.pop("contractor"))
        obligation = obligations.register(
            db.session,
            access.membership(),
            contractor,
            contract=Contract(**typed),
            now=clock.now(),
        )
        flash(gettext("Registered. %(name)s can submit a plan now.", name=contractor.name), "good")
        return redirect(url_for(".show", obligation_id=obligation.id))
    return _new(form), form.status


@bp.get("/<uuid:obligation_id>")
@requires(Permission.REGISTER_OBLIGATIONS)
def show(obligation_id: UUID) -> ResponseReturnValue:
    """How it was calculated, its plans, and what each of them contributed in a period."""
    obligation = obligations.get_of_authority(db.session, access.organisation().id, obligation_id)
    period, form = periods.chosen()
    parts = contributions.by_plan(db.session, obligation, period)
    page = render_template(
        "authority/obligations/show.html",
        progress=obligation_progress.of(db.session, obligation, now=clock.now()),
        form=form,
        parts=parts,
        together=contributions.together(obligation, parts, period),
        efforts=efforts.of_obligation(db.session, obligation),
        verdicts=VERDICTS,
        kinds=EFFORTS,
        limits=LIMITS,
        reports=REPORTS,
    )
    return page, form.status


def _new(form: Form) -> str:
    tables = valuation.of_authority(db.session, access.organisation().id)
    return render_template(
        "authority/obligations/new.html", form=form, kinds=KINDS, bases=BASES, tables=tables
    )
