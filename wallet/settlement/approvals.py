"""Approvals: the second pair of eyes, without which no payment file is made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, take_turns
from wallet.errors import Refused
from wallet.identity.people import Person
from wallet.settlement.settlements import Settlement


class OwnSettlement(Refused):
    """Who drew up a settlement does not approve it."""


class SettlementAlreadyApproved(Refused):
    """Somebody approved this settlement before."""

    def __init__(self, *, approved_by: str, approved_at: datetime) -> None:
        super().__init__(f"approved by {approved_by} at {approved_at}")
        self.approved_by = approved_by
        self.approved_at = approved_at


class SettlementApproval(Base):
    """Four eyes by constraint: the maker's id is repeated here, and must be another one."""

    __tablename__ = "settlement_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["settlement_id", "drawn_up_by_id"], ["settlement.id", "settlement.drawn_up_by_id"]
        ),
        CheckConstraint("approved_by_id <> drawn_up_by_id", name="four_eyes"),
    )

    settlement_id: Mapped[UUID] = mapped_column(primary_key=True)
    drawn_up_by_id: Mapped[UUID]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]

    approved_by: Mapped[Person] = relationship()


def approve(
    session: Session, settlement: Settlement, *, by: Person, now: datetime
) -> SettlementApproval:
    """Agree that these payouts are made.

    Raises:
        OwnSettlement: the one who drew it up asks.
        SettlementAlreadyApproved: somebody was first, be it by a millisecond.
    """
    if by.id == settlement.drawn_up_by_id:
        raise OwnSettlement(settlement.id)
    take_turns(session, f"settlement-approval:{settlement.id}")
    if earlier := find(session, settlement):
        raise SettlementAlreadyApproved(
            approved_by=earlier.approved_by.name, approved_at=earlier.approved_at
        )
    approval = SettlementApproval(
        settlement_id=settlement.id,
        drawn_up_by_id=settlement.drawn_up_by_id,
        approved_by=by,
        approved_at=now,
    )
    session.add(approval)
    session.flush()
    return approval


def find(session: Session, settlement: Settlement) -> SettlementApproval | None:
    return session.get(SettlementApproval, settlement.id, populate_existing=True)
