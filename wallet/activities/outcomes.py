"""What became of a participation: rows that say who and when, instead of a status."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base
from wallet.money import Euros


class Verification(Base):
    """Somebody confirmed it who did not write it down: four eyes, by constraint."""

    __tablename__ = "verification"
    __table_args__ = (
        ForeignKeyConstraint(
            ["participation_id", "recorded_by_id"],
            ["participation.id", "participation.recorded_by_id"],
        ),
        CheckConstraint("verified_by_id <> recorded_by_id", name="four_eyes"),
    )

    participation_id: Mapped[UUID] = mapped_column(primary_key=True)
    verified_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    recorded_by_id: Mapped[UUID]
    verified_at: Mapped[datetime]


class Reward(Base):
    """The coins it brought, counted for this wallet on the day of the participation."""

    __tablename__ = "reward"
    __table_args__ = (
        ForeignKeyConstraint(
            ["participation_id", "wallet_id", "held_on"],
            ["participation.id", "participation.wallet_id", "participation.held_on"],
        ),
        CheckConstraint("amount_cents > 0", name="amount"),
        Index(None, "wallet_id", "held_on"),
    )

    participation_id: Mapped[UUID] = mapped_column(primary_key=True)
    wallet_id: Mapped[UUID]
    held_on: Mapped[date]
    amount: Mapped[Euros] = mapped_column("amount_cents")
    rewarded_at: Mapped[datetime]


class Rejection(Base):
    """It does not count, and why."""

    __tablename__ = "rejection"
    __table_args__ = (CheckConstraint("length(reason) between 1 and 500", name="reason"),)

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), primary_key=True)
    rejected_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    rejected_at: Mapped[datetime]
