"""Questions of an officer about a plan, before deciding, and the answers."""

from http import HTTPStatus
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import plans, proposals, questions
from wallet.social_return.questions import PlanQuestion

blp = Blueprint(
    "plan-questions",
    __name__,
    url_prefix="/api/plans",
    description="Questions about plans: nothing is decided by asking.",
)


class NewPlanQuestion(Schema):
    question = fields.String(
        required=True, attribute="text", validate=Length(1, proposals.TEXT_LENGTH)
    )


class NewPlanAnswer(Schema):
    answer = fields.String(
        required=True, attribute="text", validate=Length(1, proposals.TEXT_LENGTH)
    )


class PlanQuestionAnswer(Schema):
    """`answer` is null while the sponsor has not answered."""

    id = fields.UUID()
    question = fields.String(attribute="text")
    asked_at = instant()
    answer = fields.String(attribute="answer.text", dump_default=None, allow_none=True)
    answered_at = instant(attribute="answer.answered_at", dump_default=None, allow_none=True)


@blp.get("/<uuid:plan_id>/questions")
@blp.response(HTTPStatus.OK, PlanQuestionAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index(plan_id: UUID) -> list[PlanQuestion]:
    """In the order they were asked."""
    plan = plans.get_seen_by(db.session, access.organisation().id, plan_id)
    return questions.of_plan(db.session, plan)


@blp.post("/<uuid:plan_id>/questions")
@blp.arguments(NewPlanQuestion, example={"question": "Which playgrounds?"})
@blp.response(HTTPStatus.CREATED, PlanQuestionAnswer)
@requires(Permission.DECIDE_PLANS)
def ask(new: dict[str, str], plan_id: UUID) -> PlanQuestion:
    """Ask the sponsor, before deciding."""
    plan = plans.get_of_authority(db.session, access.organisation().id, plan_id)
    return questions.ask(db.session, plan, by=access.membership(), now=clock.now(), **new)


@blp.post("/<uuid:plan_id>/questions/<uuid:question_id>/answer")
@blp.arguments(NewPlanAnswer, example={"answer": "Those in the park."})
@blp.response(HTTPStatus.CREATED, PlanQuestionAnswer(many=True))
@requires(Permission.PROPOSE_PLANS)
def answer(new: dict[str, str], plan_id: UUID, question_id: UUID) -> list[PlanQuestion]:
    """Answer, once; what was said stays."""
    plan = plans.get_of_sponsor(db.session, access.organisation().id, plan_id)
    questions.answer(db.session, plan, question_id, by=access.membership(), now=clock.now(), **new)
    return questions.of_plan(db.session, plan)
