"""What becomes of an offer: approved, declined with a reason, or withdrawn by the shop."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base


class OfferApproval(Base):
    """The programme found the price fair; not the person who asked for it."""

    __tablename__ = "offer_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["offer_id", "submitted_by_id"], ["offer.id", "offer.submitted_by_id"]
        ),
        CheckConstraint("approved_by_id <> submitted_by_id", name="four_eyes"),
    )

    offer_id: Mapped[UUID] = mapped_column(primary_key=True)
    submitted_by_id: Mapped[UUID]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]


class OfferDecline(Base):
    """The programme did not, and says why."""

    __tablename__ = "offer_decline"
    __table_args__ = (
        ForeignKeyConstraint(
            ["offer_id", "submitted_by_id"], ["offer.id", "offer.submitted_by_id"]
        ),
        CheckConstraint("declined_by_id <> submitted_by_id", name="four_eyes"),
        CheckConstraint("length(reason) between 1 and 500", name="reason"),
    )

    offer_id: Mapped[UUID] = mapped_column(primary_key=True)
    submitted_by_id: Mapped[UUID]
    declined_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declined_at: Mapped[datetime]
    reason: Mapped[str]


class OfferWithdrawal(Base):
    """The shop does not sell this any more."""

    __tablename__ = "offer_withdrawal"

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    withdrawn_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime]
