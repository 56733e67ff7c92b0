"""Changes of account number: asked by the shop, approved by the scheme, then 72 hours of rest.

Until the rest is over payouts go to the old account: an owner whose mailbox was taken over has
three days to see the mail and call the change off.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.banking import ibans
from wallet.database import Base, Key, take_turns
from wallet.errors import NotFound, Refused
from wallet.identity.people import Person, check_name
from wallet.merchants.merchants import Merchant

REST = timedelta(hours=72)


class IbanChangeNotFound(NotFound):
    """No such change, or it is of somebody else's shop."""


class IbanAlreadyInUse(Refused):
    """The shop is paid on this account already."""


class IbanChangeUnderWay(Refused):
    """One change at a time: call the other one off first."""


class IbanChangeState(StrEnum):
    """`waiting` for the scheme, then `resting` for 72 hours, then `in-force`; or `called-off`."""

    WAITING = "waiting"
    RESTING = "resting"
    IN_FORCE = "in-force"
    CALLED_OFF = "called-off"


class IbanChangeApproval(Base):
    """The scheme's second person agreed. The account is used from `usable_from` on."""

    __tablename__ = "iban_change_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["change_id", "asked_by_id"], ["iban_change.id", "iban_change.asked_by_id"]
        ),
        CheckConstraint("approved_by_id <> asked_by_id", name="four_eyes"),
        CheckConstraint("usable_from >= approved_at + interval '72 hours'", name="rest"),
    )

    change_id: Mapped[UUID] = mapped_column(primary_key=True)
    asked_by_id: Mapped[UUID]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]
    usable_from: Mapped[datetime]

    approved_by: Mapped[Person] = relationship()


class IbanChangeCallOff(Base):
    """Somebody of the shop or of the scheme stopped it; after the rest that has no effect."""

    __tablename__ = "iban_change_call_off"

    change_id: Mapped[UUID] = mapped_column(ForeignKey("iban_change.id"), primary_key=True)
    called_off_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    called_off_at: Mapped[datetime]

    called_off_by: Mapped[Person] = relationship()


class IbanChange(Base):
    """The account a shop wants to be paid on from now on."""

    __tablename__ = "iban_change"
    __table_args__ = (
        UniqueConstraint("id", "asked_by_id"),
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(payee) between 1 and 100", name="payee"),
    )

    id: Mapped[Key]
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    iban: Mapped[str]
    payee: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]

    merchant: Mapped[Merchant] = relationship()
    asked_by: Mapped[Person] = relationship()
    approval: Mapped[IbanChangeApproval | None] = relationship(viewonly=True)
    call_off: Mapped[IbanChangeCallOff | None] = relationship(viewonly=True)

    def state(self, now: datetime) -> IbanChangeState:
        """What holds at an instant; a call-off counts until the rest is over, never after."""
        usable_from = self.approval.usable_from if self.approval else None
        if self.call_off and (usable_from is None or self.call_off.called_off_at < usable_from):
            return IbanChangeState.CALLED_OFF
        if usable_from is None:
            return IbanChangeState.WAITING
        return IbanChangeState.IN_FORCE if usable_from <= now else IbanChangeState.RESTING

    def is_under_way(self, now: datetime) -> bool:
        return self.state(now) in (IbanChangeState.WAITING, IbanChangeState.RESTING)


def ask(
    session: Session, merchant: Merchant, *, iban: str, payee: str, by: Person, now: datetime
) -> IbanChange:
    """Ask to be paid on another account.

    Raises:
        IbanInvalid, NameMissing: no such account, or nobody's.
        IbanAlreadyInUse: nothing would change.
        IbanChangeUnderWay: another change waits or rests.
    """
    wanted, payee = ibans.normalise(iban), check_name(payee)
    take_turns(session, f"iban-change:{merchant.id}")
    earlier = of_merchant(session, merchant.id)
    if any(change.is_under_way(now) for change in earlier):
        raise IbanChangeUnderWay(merchant.id)
    current = next((c for c in earlier if c.state(now) is IbanChangeState.IN_FORCE), merchant)
    if (current.iban, current.payee) == (wanted, payee):
        raise IbanAlreadyInUse(merchant.id)
    change = IbanChange(merchant=merchant, iban=wanted, payee=payee, asked_by=by, asked_at=now)
    session.add(change)
    session.flush()
    return change


def of_merchant(session: Session, merchant_id: UUID) -> list[IbanChange]:
    """The changes a shop asked for, newest first."""
    return list(
        session.scalars(
            select(IbanChange)
            .options(joinedload(IbanChange.approval), joinedload(IbanChange.call_off))
            .where(IbanChange.merchant_id == merchant_id)
            .order_by(IbanChange.asked_at.desc(), IbanChange.id)
            .execution_options(populate_existing=True)
        ).unique()
    )


def get(session: Session, change_id: UUID) -> IbanChange:
    """Raises IbanChangeNotFound."""
    change = session.get(IbanChange, change_id)
    if change is None:
        raise IbanChangeNotFound(change_id)
    return change


def get_of_merchant(session: Session, merchant_id: UUID, change_id: UUID) -> IbanChange:
    """One of this shop's own. Raises IbanChangeNotFound."""
    change = get(session, change_id)
    if change.merchant_id != merchant_id:
        raise IbanChangeNotFound(change_id)
    return change
