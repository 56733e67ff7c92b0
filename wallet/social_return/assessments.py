"""Assessments: what an authority made of a declaration; once, by another person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wallet.database import Base
from wallet.identity.people import Person
from wallet.money import Euros


class Assessment(Base):
    """Approved in full, in part, or not at all; below the whole with a reason. Four eyes.

    Only what is new is assessed: what a declaration takes back is taken back anyway.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["declaration_id", "declared_by_id"], ["declaration.id", "declaration.declared_by_id"]
        ),
        ForeignKeyConstraint(
            ["declaration_id", "counted_cents"],
            ["declaration_figures.declaration_id", "declaration_figures.counted_cents"],
        ),
        CheckConstraint("assessed_by_id <> declared_by_id", name="four_eyes"),
        CheckConstraint("approved_cents between 0 and counted_cents", name="approved"),
        CheckConstraint("length(reason) between 1 and 500", name="reason_length"),
        CheckConstraint(
            "approved_cents = counted_cents or reason is not null", name="reason_given"
        ),
    )

    declaration_id: Mapped[UUID] = mapped_column(primary_key=True)
    declared_by_id: Mapped[UUID]
    counted: Mapped[Euros] = mapped_column("counted_cents")
    approved: Mapped[Euros] = mapped_column("approved_cents")
    reason: Mapped[str | None]
    assessed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    assessed_at: Mapped[datetime]

    assessed_by: Mapped[Person] = relationship()

    @property
    def is_whole(self) -> bool:
        return self.approved == self.counted

    @property
    def is_rejection(self) -> bool:
        return not self.is_whole and not self.approved


class AssessmentLine(Base):
    """What of a line was approved: its share of the whole, to the cent."""

    __tablename__ = "assessment_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["line_id", "counted_cents"], ["declaration_line.id", "declaration_line.counted_cents"]
        ),
        CheckConstraint("approved_cents between 0 and counted_cents", name="approved"),
    )

    line_id: Mapped[UUID] = mapped_column(primary_key=True)
    declaration_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessment.declaration_id"), index=True
    )
    counted: Mapped[Euros] = mapped_column("counted_cents")
    approved: Mapped[Euros] = mapped_column("approved_cents")
