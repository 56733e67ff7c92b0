"""Answering what an officer asked about a plan."""

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
from wallet.social_return import plans, proposals, questions
from wallet.social_return.plans import Plan
from wallet.social_return.questions import QuestionTextMissing
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.sponsor.blueprint import plans_bp as bp


class NewAnswer(Schema):
    """What the sponsor says."""

    answer = Line(most=proposals.TEXT_LENGTH, attribute="text")


@bp.get("/<uuid:plan_id>")
@requires(Permission.PROPOSE_PLANS)
def show(plan_id: UUID) -> ResponseReturnValue:
    return _page(_plan(plan_id), Form(values={})), 200


@bp.post("/<uuid:plan_id>/questions/<uuid:question_id>/answer")
@requires(Permission.PROPOSE_PLANS)
def answer(plan_id: UUID, question_id: UUID) -> ResponseReturnValue:
    form, plan = Form(NewAnswer(), about={QuestionTextMissing: "answer"}), _plan(plan_id)
    with form:
        questions.answer(
            db.session,
            plan,
            question_id,
            by=access.membership(),
            now=clock.now(),
            **form.read(),
        )
        flash(gettext("Answered. The plan waits for the municipality again."), "good")
        return redirect(url_for(".show", plan_id=plan.id))
    return _page(plan, form), form.status


def _plan(plan_id: UUID) -> Plan:
    return plans.get_of_sponsor(db.session, access.organisation().id, plan_id)


def _page(plan: Plan, form: Form) -> str:
    asked = questions.of_plan(db.session, plan)
    return render_template("sponsor/plans/show.html", plan=plan, form=form, questions=asked)
