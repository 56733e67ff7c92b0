"""An officer asks about a plan, the sponsor answers, and only then somebody decides."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from wallet import clock
from wallet.funds.funds import Fund
from wallet.social_return import decisions, questions
from wallet.social_return.decisions import PlanAlreadyDecided
from wallet.social_return.outcomes import Outcome, PlanDecision, PlanDecline
from wallet.social_return.plans import PlanNotFound
from wallet.social_return.questions import (
    QuestionAlreadyAnswered,
    QuestionNotFound,
    QuestionTextMissing,
)


@pytest.fixture
def fund(session: Session) -> Fund:
    return build.a_fund(session)


def test_a_question_is_answered_once(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    officer = agreements.an_officer(session, plan.obligation.authority)
    sponsor = agreements.a_sponsor(session, fund)

    asked = questions.ask(session, plan, by=officer, text=" Who\nhelps? ", now=clock.now())
    assert questions.is_open(session, plan)
    answered = questions.answer(
        session, plan, asked.id, by=sponsor, text="Two gardeners.", now=clock.now()
    )

    assert (asked.text, answered.text) == ("Who helps?", "Two gardeners.")
    assert not questions.is_open(session, plan)
    assert [one.answer for one in questions.of_plan(session, plan)] == [answered]
    with pytest.raises(QuestionAlreadyAnswered):
        questions.answer(session, plan, asked.id, by=sponsor, text="No.", now=clock.now())


def test_strangers_neither_ask_nor_answer(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    officer = agreements.an_officer(session, plan.obligation.authority)
    sponsor = agreements.a_sponsor(session, fund)
    asked = questions.ask(session, plan, by=officer, text="Who?", now=clock.now())
    another = agreements.a_plan(session, fund, plan.obligation)

    with pytest.raises(PlanNotFound):
        questions.ask(session, plan, by=sponsor, text="Who?", now=clock.now())
    with pytest.raises(PlanNotFound):
        questions.answer(session, plan, asked.id, by=officer, text="Me.", now=clock.now())
    with pytest.raises(QuestionNotFound):
        questions.answer(session, another, asked.id, by=sponsor, text="Me.", now=clock.now())
    for text in ("", "x" * 501):
        with pytest.raises(QuestionTextMissing):
            questions.ask(session, plan, by=officer, text=text, now=clock.now())


def test_nobody_asks_about_what_is_decided(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    officer = agreements.an_officer(session, plan.obligation.authority)
    sponsor = agreements.a_sponsor(session, fund)
    asked = questions.ask(session, plan, by=officer, text="Who?", now=clock.now())
    decisions.decline(session, plan, by=officer, reason="No answer", now=clock.now())

    with pytest.raises(PlanAlreadyDecided):
        questions.ask(session, plan, by=officer, text="Who?", now=clock.now())
    with pytest.raises(PlanAlreadyDecided):
        questions.answer(session, plan, asked.id, by=sponsor, text="Me.", now=clock.now())


def test_the_database_keeps_an_approved_plan_from_being_declined(
    session: Session, fund: Fund
) -> None:
    plan = agreements.approve(session, agreements.a_plan(session, fund))
    session.add(
        PlanDecline(
            plan_id=plan.id,
            submitted_by_id=plan.submitted_by_id,
            reason="On second thoughts",
            declined_by_id=build.a_person(session).id,
            declined_at=clock.now(),
        )
    )

    with pytest.raises(IntegrityError, match="fk_plan_decline_plan_id_outcome_plan_decision"):
        session.flush()


def test_the_database_keeps_one_decision_a_plan(session: Session, fund: Fund) -> None:
    plan = agreements.approve(session, agreements.a_plan(session, fund))
    session.expunge_all()
    session.add(PlanDecision(plan_id=plan.id, outcome=Outcome.DECLINED))

    with pytest.raises(IntegrityError, match="pk_plan_decision"):
        session.flush()
