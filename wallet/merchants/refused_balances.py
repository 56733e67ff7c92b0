"""A balance that was asked for with a card and not told: counted, as nobody shall try out cards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.merchants.refusals import TOLD_OF_CARDS, CardCannotPay, NotPaid, Reason
from wallet.merchants.tills import Till


class RefusedBalance(Base):
    """Once a request, as everything a till asks. Which card it was is not kept: it may be none."""

    __tablename__ = "refused_balance"
    __table_args__ = (
        CheckConstraint(
            "reason in ('code-wrong', 'card-not-handed-over', 'card-blocked', 'card-locked',"
            " 'card-pin-wrong')",
            name="reason",
        ),
        Index(None, "till_id", "refused_at"),
    )

    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), primary_key=True)
    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    reason: Mapped[Reason]
    refused_at: Mapped[datetime]

    @property
    def refusal(self) -> NotPaid:
        """What the till is told."""
        return TOLD_OF_CARDS.get(self.reason, CardCannotPay)(self.reason)


def find(session: Session, till: Till, request_id: UUID) -> RefusedBalance | None:
    """What this till was told, if it was nothing."""
    return session.get(RefusedBalance, (till.id, request_id))


def write_down(
    session: Session, till: Till, request_id: UUID, *, reason: Reason, now: datetime
) -> NotPaid:
    """Keep that it was asked, and give the refusal to raise."""
    refused = RefusedBalance(till_id=till.id, request_id=request_id, reason=reason, refused_at=now)
    session.add(refused)
    session.flush()
    return refused.refusal
