"""What an authority said about a plan: rows that say who and when, instead of a status."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base


class Outcome(StrEnum):
    """What a decision on a plan is."""

    APPROVED = "approved"
    DECLINED = "declined"


class PlanDecision(Base):
    """That there is one decision on a plan, and which: what was approved is never declined."""

    __tablename__ = "plan_decision"
    __table_args__ = (
        UniqueConstraint("plan_id", "outcome"),
        CheckConstraint("outcome in ('approved', 'declined')", name="outcome"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    outcome: Mapped[Outcome]


class PlanApproval(Base):
    """From here on the fund serves the plan's obligation, and no other: by constraint, for ever."""

    __tablename__ = "plan_approval"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "fund_id"], ["plan.id", "plan.fund_id"]),
        ForeignKeyConstraint(["plan_id", "submitted_by_id"], ["plan.id", "plan.submitted_by_id"]),
        ForeignKeyConstraint(
            ["plan_id", "outcome"], ["plan_decision.plan_id", "plan_decision.outcome"]
        ),
        CheckConstraint("approved_by_id <> submitted_by_id", name="four_eyes"),
        CheckConstraint("outcome = 'approved'", name="outcome"),
    )

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    fund_id: Mapped[UUID] = mapped_column(unique=True)
    submitted_by_id: Mapped[UUID]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.APPROVED)


class PlanDecline(Base):
    """The authority does not agree, and why. Four eyes here too, by constraint."""

    __tablename__ = "plan_decline"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "submitted_by_id"], ["plan.id", "plan.submitted_by_id"]),
        ForeignKeyConstraint(
            ["plan_id", "outcome"], ["plan_decision.plan_id", "plan_decision.outcome"]
        ),
        CheckConstraint("declined_by_id <> submitted_by_id", name="four_eyes"),
        CheckConstraint("outcome = 'declined'", name="outcome"),
        CheckConstraint("length(reason) between 1 and 500", name="reason"),
    )

    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    submitted_by_id: Mapped[UUID]
    reason: Mapped[str]
    declined_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.DECLINED)
