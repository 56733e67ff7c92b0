"""What an authority said about a plan: rows that say who and when, instead of a status."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base


class PlanApproval(Base):
    """From here on the fund serves the plan's obligation, and no other: by constraint, for ever."""

    __tablename__ = "plan_approval"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "fund_id"], ["plan.id", "plan.fund_id"]),
        ForeignKeyConstraint(["plan_id", "submitted_by_id"], ["plan.id", "plan.submitted_by_id"]),
        CheckConstraint("approved_by_id <> submitted_by_id", name="four_eyes"),
    )

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    fund_id: Mapped[UUID] = mapped_column(unique=True)
    submitted_by_id: Mapped[UUID]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]


class PlanDecline(Base):
    """The authority does not agree, and why. Four eyes here too, by constraint."""

    __tablename__ = "plan_decline"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "submitted_by_id"], ["plan.id", "plan.submitted_by_id"]),
        CheckConstraint("declined_by_id <> submitted_by_id", name="four_eyes"),
        CheckConstraint("length(reason) between 1 and 500", name="reason"),
    )

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    submitted_by_id: Mapped[UUID]
    reason: Mapped[str]
    declined_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime]
