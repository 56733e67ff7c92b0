"""A contract as the contractor sees it: how far it is, at which pace, and what is due."""

from http import HTTPStatus
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
from wallet.identity.permissions import Permission
from wallet.reports import obligation_progress, spending
from wallet.social_return import contract_reports, deeds, efforts, obligations, proposals
from wallet.social_return.contract_reports import ReportTextMissing
from wallet.social_return.obligations import Obligation
from wallet.web import portfolio_files
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.portfolio_words import COLUMNS, VERDICTS
from wallet.web.social_return_words import EFFORTS, REPORTS
from wallet.web.sponsor.blueprint import contracts_bp as bp


class NewReport(Schema):
    """How things stand."""

    text = Line(most=proposals.TEXT_LENGTH)


@bp.get("/<uuid:obligation_id>")
@requires(Permission.PROPOSE_PLANS)
def show(obligation_id: UUID) -> ResponseReturnValue:
    return _page(_own(obligation_id), Form(values={}))


@bp.post("/<uuid:obligation_id>/reports")
@requires(Permission.PROPOSE_PLANS)
def hand_in(obligation_id: UUID) -> ResponseReturnValue:
    form, own = Form(NewReport(), about={ReportTextMissing: "text"}), _own(obligation_id)
    with form:
        contract_reports.hand_in(
            db.session, access.membership(), own, now=clock.now(), **form.read()
        )
        flash(gettext("Handed in. The municipality reads it."), "good")
        return redirect(url_for(".show", obligation_id=own.id))
    return _page(own, form)


@bp.get("/exports/new")
@requires(Permission.PROPOSE_PLANS)
def new_export() -> ResponseReturnValue:
    return render_template("sponsor/contracts/export.html", columns=COLUMNS)


@bp.get("/exports/portfolio")
@requires(Permission.PROPOSE_PLANS)
def export() -> ResponseReturnValue:
    own = obligation_progress.of_contractor(db.session, access.organisation().id, now=clock.now())
    return portfolio_files.export(own)


def _own(obligation_id: UUID) -> Obligation:
    return obligations.get_of_contractor(db.session, access.organisation().id, obligation_id)


def _page(own: Obligation, form: Form) -> tuple[str, HTTPStatus]:
    progress = obligation_progress.of(db.session, own, now=clock.now())
    spent_by_month = spending.of_plans(db.session, progress.plans)
    page = render_template(
        "sponsor/contracts/show.html",
        progress=progress,
        form=form,
        efforts=efforts.of_obligation(db.session, own),
        deeds=deeds.of_plans(db.session, progress.plans),
        spent_by_month=spent_by_month,
        months=spending.axis(spent_by_month),
        verdicts=VERDICTS,
        kinds=EFFORTS,
        limits=LIMITS,
        reports=REPORTS,
    )
    return page, form.status
