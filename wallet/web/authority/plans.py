"""Deciding on a plan: approve it, or decline it with a reason."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import decisions, plans, proposals, questions
from wallet.social_return.decisions import DeclineReasonMissing
from wallet.social_return.plans import Plan
from wallet.web.authority.blueprint import plans_bp as bp
from wallet.web.fields import Line
from wallet.web.form import Form


class NewDecline(Schema):
    """Why the authority does not agree."""

    reason = Line(most=proposals.TEXT_LENGTH)


@bp.get("/<uuid:plan_id>")
@requires(Permission.DECIDE_PLANS)
def show(plan_id: UUID) -> ResponseReturnValue:
    return page(_plan(plan_id), Form(values={}))


@bp.post("/<uuid:plan_id>/approval")
@requires(Permission.DECIDE_PLANS)
def approve(plan_id: UUID) -> ResponseReturnValue:
    form, plan = Form(), _plan(plan_id)
    with form:
        decisions.approve(db.session, plan, by=access.membership(), now=clock.now())
        flash(gettext("Approved. What is spent from this fund counts from now on."), "good")
        return redirect(url_for("authority.obligations.show", obligation_id=plan.obligation_id))
    return page(plan, form)


@bp.post("/<uuid:plan_id>/decline")
@requires(Permission.DECIDE_PLANS)
def decline(plan_id: UUID) -> ResponseReturnValue:
    form, plan = Form(NewDecline(), about={DeclineReasonMissing: "reason"}), _plan(plan_id)
    with form:
        decisions.decline(db.session, plan, by=access.membership(), now=clock.now(), **form.read())
        flash(gettext("Declined. The sponsor reads your reason."), "info")
        return redirect(url_for("authority.obligations.show", obligation_id=plan.obligation_id))
    return page(plan, form)


def _plan(plan_id: UUID) -> Plan:
    return plans.get_of_authority(db.session, access.organisation().id, plan_id)


def page(plan: Plan, form: Form) -> tuple[str, HTTPStatus]:
    """A plan with what was asked about it."""
    asked = questions.of_plan(db.session, plan)
    content = render_template("authority/plans/show.html", plan=plan, form=form, questions=asked)
    return content, form.status
