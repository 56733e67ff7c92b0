"""Assessing: an officer asks, approves in full or in part, or rejects with a reason."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.social_return import shares
from wallet.social_return.assessments import Assessment, AssessmentLine
from wallet.social_return.declaration_questions import DeclarationAnswer, DeclarationQuestion
from wallet.social_return.declarations import Declaration, DeclarationNotFound
from wallet.social_return.proposals import TEXT_LENGTH, one_line
from wallet.social_return.questions import (
    QuestionAlreadyAnswered,
    QuestionNotFound,
    QuestionTextMissing,
)


class AlreadyAssessed(Refused):
    """The authority has said what it makes of this declaration."""


class OwnDeclaration(Refused):
    """Who handed in a declaration cannot assess it."""


class ApprovedOutOfRange(Invalid):
    """Nothing is approved beyond what was declared."""

    def __init__(self, declared: Euros) -> None:
        super().__init__(f"from nothing to {declared}")
        self.declared = declared


class ReasonForLessMissing(Invalid):
    """Whoever approves less than was declared says why, in 1 to 500 characters."""


def assess(
    session: Session,
    declaration: Declaration,
    *,
    by: Membership,
    approved: Euros,
    reason: str = "",
    now: datetime,
) -> Assessment:
    """Say how much of what was declared counts: all, part of it, or nothing. This is final.

    Raises:
        DeclarationNotFound: to another authority.
        ApprovedOutOfRange, ReasonForLessMissing: not more than declared; less with a reason.
        AlreadyAssessed, OwnDeclaration: not again, or not by this person.
    """
    counted = declaration.figures.counted
    if not Euros(0) <= approved <= counted:
        raise ApprovedOutOfRange(counted)
    said = one_line(reason)
    if approved < counted and not 1 <= len(said) <= TEXT_LENGTH:
        raise ReasonForLessMissing
    _take_turn(session, declaration, by)
    if declaration.declared_by_id == by.person_id:
        raise OwnDeclaration
    assessment = Assessment(
        declaration_id=declaration.id,
        declared_by_id=declaration.declared_by_id,
        counted=counted,
        approved=approved,
        reason=said[:TEXT_LENGTH] or None,
        assessed_by_id=by.person_id,
        assessed_at=now,
    )
    session.add(assessment)
    session.flush()
    lines = sorted(declaration.lines, key=lambda line: line.id)
    parts = shares.divide(approved.cents, [line.counted.cents for line in lines])
    session.add_all(
        AssessmentLine(
            line_id=line.id,
            declaration_id=declaration.id,
            counted=line.counted,
            approved=Euros(part),
        )
        for line, part in zip(lines, parts, strict=True)
    )
    session.flush()
    session.expire(declaration, ["assessment"])
    return assessment


def ask(
    session: Session, declaration: Declaration, *, by: Membership, question: str, now: datetime
) -> DeclarationQuestion:
    """Ask the contractor something before assessing.

    Raises:
        DeclarationNotFound: to another authority.
        QuestionTextMissing, AlreadyAssessed: nothing asked, or nothing left to ask.
    """
    said = _text(question)
    _take_turn(session, declaration, by)
    asked = DeclarationQuestion(
        declaration_id=declaration.id, question=said, asked_by_id=by.person_id, asked_at=now
    )
    session.add(asked)
    session.flush()
    session.expire(declaration, ["questions"])
    return asked


def answer(
    session: Session,
    declaration: Declaration,
    question_id: UUID,
    *,
    by: Membership,
    answer: str,
    now: datetime,
) -> DeclarationAnswer:
    """Answer a question of the officer.

    Raises:
        DeclarationNotFound, QuestionNotFound: of another contractor, or about another declaration.
        QuestionTextMissing, QuestionAlreadyAnswered: nothing said, or said before.
    """
    if declaration.contractor_id != by.organisation_id:
        raise DeclarationNotFound(declaration.id)
    said = _text(answer)
    take_turns(session, f"declaration:{declaration.id}")
    session.refresh(declaration, ["questions"])
    asked = next((one for one in declaration.questions if one.id == question_id), None)
    if asked is None:
        raise QuestionNotFound(question_id)
    session.refresh(asked, ["answer"])
    if asked.answer is not None:
        raise QuestionAlreadyAnswered(question_id)
    answered = DeclarationAnswer(
        question_id=asked.id, answer=said, answered_by_id=by.person_id, answered_at=now
    )
    session.add(answered)
    session.flush()
    session.expire(asked, ["answer"])
    return answered


def _take_turn(session: Session, declaration: Declaration, by: Membership) -> None:
    if declaration.obligation.authority_id != by.organisation_id:
        raise DeclarationNotFound(declaration.id)
    take_turns(session, f"declaration:{declaration.id}")
    session.refresh(declaration, ["assessment"])
    if declaration.assessment is not None:
        raise AlreadyAssessed(declaration.id)


def _text(said: str) -> str:
    line = one_line(said)
    if not 1 <= len(line) <= TEXT_LENGTH:
        raise QuestionTextMissing
    return line
