"""Questions: an officer asks about a declaration before assessing it; the contractor answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wallet.database import Base, Key


class DeclarationAnswer(Base):
    __tablename__ = "declaration_answer"
    __table_args__ = (CheckConstraint("length(answer) between 1 and 500", name="answer"),)

    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("declaration_question.id"), primary_key=True
    )
    answer: Mapped[str]
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]


class DeclarationQuestion(Base):
    __tablename__ = "declaration_question"
    __table_args__ = (CheckConstraint("length(question) between 1 and 500", name="question"),)

    id: Mapped[Key]
    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), index=True)
    question: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]

    answer: Mapped[DeclarationAnswer | None] = relationship(viewonly=True, lazy="joined")
