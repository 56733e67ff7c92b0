"""Asking a sponsor about a plan, before deciding."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import plans, proposals, questions
from wallet.social_return.questions import QuestionTextMissing
from wallet.web.authority import plans as pages
from wallet.web.authority.blueprint import plans_bp as bp
from wallet.web.fields import Line
from wallet.web.form import Form


class NewQuestion(Schema):
    """What the officer wants to know."""

    question = Line(most=proposals.TEXT_LENGTH, attribute="text")


@bp.post("/<uuid:plan_id>/questions")
@requires(Permission.DECIDE_PLANS)
def ask(plan_id: UUID) -> ResponseReturnValue:
    form = Form(NewQuestion(), about={QuestionTextMissing: "question"})
    plan = plans.get_of_authority(db.session, access.organisation().id, plan_id)
    with form:
        questions.ask(db.session, plan, by=access.membership(), now=clock.now(), **form.read())
        flash(gettext("Asked. The sponsor finds your question with the plan."), "good")
        return redirect(url_for(".show", plan_id=plan.id))
    return pages.page(plan, form)
