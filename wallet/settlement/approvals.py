"""Approvals: the second pair of eyes, without which no payment file is made.

Until then a settlement can be withdrawn: approved or withdrawn, never both. That is a constraint:
each of the two is tied to the one outcome a settlement has.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, take_turns
from wallet.errors import Refused
from wallet.identity.people import Person
from wallet.settlement import payouts
from wallet.settlement.settlements import Settlement


class OwnSettlement(Refused):
    """Who drew up a settlement does not approve it."""


class SettlementAlreadyApproved(Refused):
    """Somebody approved this settlement before."""

    def __init__(self, *, approved_by: str, approved_at: datetime) -> None:
        super().__init__(f"approved by {approved_by} at {approved_at}")
        self.approved_by = approved_by
        self.approved_at = approved_at


class SettlementWithdrawn(Refused):
    """This settlement was withdrawn: what it would have paid is owed again."""


class SettlementOutcome(Base):
    """What became of a settlement: one thing, for ever."""

    __tablename__ = "settlement_outcome"
    __table_args__ = (UniqueConstraint("settlement_id", "is_withdrawn"),)

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"), primary_key=True)
    is_withdrawn: Mapped[bool]


def _is_its_outcome(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["settlement_id", "is_withdrawn"],
        ["settlement_outcome.settlement_id", "settlement_outcome.is_withdrawn"],
        name=f"fk_{table}_settlement_outcome",
    )


class SettlementWithdrawal(Base):
    """Taken back before anybody approved it. Its payouts are owed again."""

    __tablename__ = "settlement_withdrawal"
    __table_args__ = (
        _is_its_outcome("settlement_withdrawal"),
        CheckConstraint("is_withdrawn", name="outcome"),
    )

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"), primary_key=True)
    is_withdrawn: Mapped[bool] = mapped_column(default=True)
    withdrawn_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime]

    withdrawn_by: Mapped[Person] = relationship()


class SettlementApproval(Base):
    """Four eyes by constraint: the maker's id is repeated here, and must be another one."""

    __tablename__ = "settlement_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["settlement_id", "drawn_up_by_id"], ["settlement.id", "settlement.drawn_up_by_id"]
        ),
        CheckConstraint("approved_by_id <> drawn_up_by_id", name="four_eyes"),
        _is_its_outcome("settlement_approval"),
        CheckConstraint("not is_withdrawn", name="outcome"),
    )

    settlement_id: Mapped[UUID] = mapped_column(primary_key=True)
    drawn_up_by_id: Mapped[UUID]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
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
        SettlementWithdrawn: there is nothing to approve any more.
    """
    if by.id == settlement.drawn_up_by_id:
        raise OwnSettlement(settlement.id)
    _take_turn(session, settlement)
    if find_withdrawal(session, settlement):
        raise SettlementWithdrawn(settlement.id)
    _decide(session, settlement, is_withdrawn=False)
    approval = SettlementApproval(
        settlement_id=settlement.id,
        drawn_up_by_id=settlement.drawn_up_by_id,
        approved_by=by,
        approved_at=now,
    )
    session.add(approval)
    session.flush()
    return approval


def withdraw(
    session: Session, settlement: Settlement, *, by: Person, now: datetime
) -> SettlementWithdrawal:
    """Take a settlement back; the shops are owed it again. Asking again gives the first answer.

    Raises:
        SettlementAlreadyApproved: the bank may have its order.
    """
    _take_turn(session, settlement)
    if earlier := find_withdrawal(session, settlement):
        return earlier
    _decide(session, settlement, is_withdrawn=True)
    withdrawal = SettlementWithdrawal(
        settlement_id=settlement.id, withdrawn_by=by, withdrawn_at=now
    )
    session.add(withdrawal)
    session.flush()
    for payout in settlement.payouts:
        payouts.give_back(session, payout)
    return withdrawal


def find(session: Session, settlement: Settlement) -> SettlementApproval | None:
    return session.get(SettlementApproval, settlement.id, populate_existing=True)


def find_withdrawal(session: Session, settlement: Settlement) -> SettlementWithdrawal | None:
    return session.get(SettlementWithdrawal, settlement.id, populate_existing=True)


def _decide(session: Session, settlement: Settlement, *, is_withdrawn: bool) -> None:
    session.add(SettlementOutcome(settlement_id=settlement.id, is_withdrawn=is_withdrawn))
    session.flush()


def _take_turn(session: Session, settlement: Settlement) -> None:
    """Decide one after the other, on what is true when the turn comes."""
    take_turns(session, f"settlement-approval:{settlement.id}")
    if earlier := find(session, settlement):
        raise SettlementAlreadyApproved(
            approved_by=earlier.approved_by.name, approved_at=earlier.approved_at
        )
