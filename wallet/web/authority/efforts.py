"""Assessing what a contractor did that is not coins."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import coin_turnover, effort_assessments, efforts, proposals
from wallet.social_return.coin_turnover import CoinTurnover
from wallet.social_return.effort_assessments import AcceptedOutOfRange, AssessmentReasonMissing
from wallet.social_return.efforts import Effort
from wallet.web import effort_downloads
from wallet.web.authority.blueprint import efforts_bp as bp
from wallet.web.fields import Amount, Line
from wallet.web.form import Form
from wallet.web.social_return_words import EFFORTS

ABOUT = {AcceptedOutOfRange: "accepted", AssessmentReasonMissing: "reason"}


class NewAssessment(Schema):
    """How much of it counts, and why not all of it."""

    accepted = Amount()
    reason = Line(most=proposals.TEXT_LENGTH, optional=True)


@bp.get("/<uuid:effort_id>")
@requires(Permission.DECIDE_PLANS)
def show(effort_id: UUID) -> ResponseReturnValue:
    effort = _effort(effort_id)
    return _page(effort, Form(values={"accepted": languages.amount(effort.claimed)}))


@bp.post("/<uuid:effort_id>/assessment")
@requires(Permission.DECIDE_PLANS)
def assess(effort_id: UUID) -> ResponseReturnValue:
    form, effort = Form(NewAssessment(), about=ABOUT), _effort(effort_id)
    with form:
        effort_assessments.assess(
            db.session, effort, by=access.membership(), now=clock.now(), **form.read()
        )
        flash(gettext("Assessed. It counts from now on, as far as you accepted it."), "good")
        return redirect(url_for("authority.obligations.show", obligation_id=effort.obligation_id))
    return _page(effort, form)


@bp.get("/<uuid:effort_id>/files/<uuid:file_id>")
@requires(Permission.DECIDE_PLANS)
def file(effort_id: UUID, file_id: UUID) -> ResponseReturnValue:
    return effort_downloads.answer(_effort(effort_id), file_id)


def _effort(effort_id: UUID) -> Effort:
    return efforts.get_of_authority(db.session, access.organisation().id, effort_id)


def _turnover(effort: Effort) -> CoinTurnover | None:
    """What the supplier of an invoice took in coins on those days: it counts through funds."""
    if effort.supplier_kvk is None:
        return None
    return coin_turnover.of_supplier(
        db.session, effort.supplier_kvk, from_on=effort.from_on, to_on=effort.to_on
    )


def _page(effort: Effort, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "authority/efforts/show.html",
        effort=effort,
        turnover=_turnover(effort),
        form=form,
        kinds=EFFORTS,
    )
    return page, form.status
