"""Verdicts: what an officer accepted of an effort, and why not all of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base
from wallet.money import Euros


class EffortAssessment(Base):
    """Once, by somebody else, and never above what was claimed: all by constraint."""

    __tablename__ = "effort_assessment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["effort_id", "entered_by_id", "claimed_cents"],
            ["effort.id", "effort.entered_by_id", "effort.claimed_cents"],
            name="fk_effort_assessment_effort",
        ),
        CheckConstraint("assessed_by_id <> entered_by_id", name="four_eyes"),
        CheckConstraint("accepted_cents between 0 and claimed_cents", name="accepted"),
        CheckConstraint(
            "length(reason) between 1 and 500"
            " and (reason is not null or accepted_cents = claimed_cents)",
            name="reason",
        ),
        CheckConstraint("counted_invoice is null or accepted_cents > 0", name="counted_invoice"),
    )

    effort_id: Mapped[UUID] = mapped_column(primary_key=True)
    entered_by_id: Mapped[UUID]
    claimed: Mapped[Euros] = mapped_column("claimed_cents")
    accepted: Mapped[Euros] = mapped_column("accepted_cents")
    reason: Mapped[str | None]
    counted_invoice: Mapped[str | None] = mapped_column(unique=True)
    """Supplier and number of an invoice that counts: it does so once, in all contracts together."""
    assessed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    assessed_at: Mapped[datetime]
