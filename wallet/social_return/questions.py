"""Questions: what an officer wants to know about a plan before deciding, and the answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.social_return.decisions import PlanAlreadyDecided
from wallet.social_return.plans import Plan, PlanNotFound
from wallet.social_return.proposals import TEXT_LENGTH, one_line


class QuestionNotFound(NotFound):
    """Nothing of that kind was asked about this plan."""


class QuestionTextMissing(Invalid):
    """A question and an answer each take 1 to 500 characters."""


class QuestionAlreadyAnswered(Refused):
    """The question was answered before; what was said stays."""


class PlanQuestion(Base):
    """The plan goes back to the sponsor with it; nothing is decided by asking."""

    __tablename__ = "plan_question"
    __table_args__ = (
        UniqueConstraint("id", "plan_id"),
        CheckConstraint("length(text) between 1 and 500", name="text"),
    )

    id: Mapped[Key]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    text: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]

    asked_by: Mapped[Person] = relationship()
    answer: Mapped["PlanAnswer | None"] = relationship(lazy="joined", viewonly=True)


class PlanAnswer(Base):
    """One answer a question; who needs more asks again."""

    __tablename__ = "plan_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["question_id", "plan_id"], ["plan_question.id", "plan_question.plan_id"]
        ),
        CheckConstraint("length(text) between 1 and 500", name="text"),
    )

    question_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID]
    text: Mapped[str]
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    answered_by: Mapped[Person] = relationship()


def ask(session: Session, plan: Plan, *, by: Membership, text: str, now: datetime) -> PlanQuestion:
    """Ask the sponsor about a plan that is not decided on.

    Raises:
        PlanNotFound: for an obligation to another authority.
        QuestionTextMissing, PlanAlreadyDecided.
    """
    if plan.obligation.authority_id != by.organisation_id:
        raise PlanNotFound(plan.id)
    text = _checked(text)
    _take_turn(session, plan)
    question = PlanQuestion(plan_id=plan.id, text=text, asked_by_id=by.person_id, asked_at=now)
    session.add(question)
    session.flush()
    return question


def answer(
    session: Session, plan: Plan, question_id: UUID, *, by: Membership, text: str, now: datetime
) -> PlanAnswer:
    """Answer as the sponsor of the plan, once.

    Raises:
        PlanNotFound, QuestionNotFound, QuestionTextMissing.
        PlanAlreadyDecided, QuestionAlreadyAnswered.
    """
    if plan.sponsor_id != by.organisation_id:
        raise PlanNotFound(plan.id)
    text = _checked(text)
    _take_turn(session, plan)
    question = session.get(PlanQuestion, question_id, populate_existing=True)
    if question is None or question.plan_id != plan.id:
        raise QuestionNotFound(question_id)
    if question.answer is not None:
        raise QuestionAlreadyAnswered(question_id)
    answered = PlanAnswer(
        question_id=question.id,
        plan_id=plan.id,
        text=text,
        answered_by_id=by.person_id,
        answered_at=now,
    )
    session.add(answered)
    session.flush()
    session.expire(question, ["answer"])
    return answered


def of_plan(session: Session, plan: Plan) -> list[PlanQuestion]:
    """In the order they were asked."""
    return list(
        session.scalars(
            select(PlanQuestion)
            .where(PlanQuestion.plan_id == plan.id)
            .order_by(PlanQuestion.asked_at, PlanQuestion.id)
        )
    )


def is_open(session: Session, plan: Plan) -> bool:
    """Whether the sponsor has something to answer."""
    return plan.is_waiting and any(one.answer is None for one in of_plan(session, plan))


def _checked(text: str) -> str:
    text = one_line(text)
    if not 1 <= len(text) <= TEXT_LENGTH:
        raise QuestionTextMissing
    return text


def _take_turn(session: Session, plan: Plan) -> None:
    take_turns(session, f"plan:{plan.id}")
    session.refresh(plan, ["approval", "decline"])
    if not plan.is_waiting:
        raise PlanAlreadyDecided(plan.id)
