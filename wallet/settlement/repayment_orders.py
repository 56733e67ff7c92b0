"""Repayment orders: the payment file of one repayment, and the debit that shows it was paid."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking import payment_initiation
from wallet.banking.camt_elements import Direction
from wallet.banking.payment_initiation import Payer, Payment
from wallet.banking.statements import BankEntry
from wallet.clock import day_of
from wallet.database import Base, take_turns
from wallet.errors import NotFound, Refused
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.settlement.repayments import Repayment


class RepaymentOrderNotFound(NotFound):
    """The payment file of this repayment was not made yet."""


class RepaymentNotApproved(Refused):
    """A second person has to agree first."""


class EntryIsNotThisRepayment(Refused):
    """The debit is of another amount or account, or the repayment was seen before."""


class RepaymentOrder(Base):
    """A pain.001 message with one payment; only for what was agreed to, by constraint."""

    __tablename__ = "repayment_order"
    __table_args__ = (
        ForeignKeyConstraint(
            ["repayment_id", "is_approved"],
            ["repayment_decision.repayment_id", "repayment_decision.is_approved"],
        ),
        CheckConstraint("is_approved", name="approved"),
        CheckConstraint("length(message_id) between 1 and 35", name="message_id"),
    )

    repayment_id: Mapped[UUID] = mapped_column(primary_key=True)
    is_approved: Mapped[bool] = mapped_column(default=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    content: Mapped[bytes]
    made_at: Mapped[datetime]


class RepaymentConfirmation(Base):
    """The bank paid it back: this debit, and no other."""

    __tablename__ = "repayment_confirmation"
    __table_args__ = (UniqueConstraint("bank_entry_id"),)

    repayment_id: Mapped[UUID] = mapped_column(
        ForeignKey("repayment_order.repayment_id"), primary_key=True
    )
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"))
    confirmed_at: Mapped[datetime]

    bank_entry: Mapped[BankEntry] = relationship()
    repayment: Mapped[Repayment] = relationship(
        primaryjoin="foreign(RepaymentConfirmation.repayment_id) == Repayment.id", viewonly=True
    )


def make(session: Session, repayment: Repayment, *, now: datetime) -> RepaymentOrder:
    """The payment file: made the first time, the same bytes ever after.

    Raises:
        RepaymentNotApproved
    """
    if repayment.decision is None or not repayment.decision.is_approved:
        raise RepaymentNotApproved(repayment.id)
    take_turns(session, f"repayment-order:{repayment.id}")
    if earlier := find(session, repayment):
        return earlier
    message_id = f"BACK-{day_of(now):%y%m%d}-{repayment.id.hex[:12].upper()}"
    order = RepaymentOrder(
        repayment_id=repayment.id,
        message_id=message_id,
        content=_content(repayment, message_id, now),
        made_at=now,
    )
    session.add(order)
    session.flush()
    return order


def get(session: Session, repayment: Repayment) -> RepaymentOrder:
    """Raises RepaymentOrderNotFound."""
    if (order := find(session, repayment)) is None:
        raise RepaymentOrderNotFound(repayment.id)
    return order


def find(session: Session, repayment: Repayment) -> RepaymentOrder | None:
    return session.get(RepaymentOrder, repayment.id)


def find_confirmation(session: Session, repayment: Repayment) -> RepaymentConfirmation | None:
    return session.get(RepaymentConfirmation, repayment.id)


def find_named(session: Session, entry: BankEntry) -> Repayment | None:
    """The repayment an entry names, by its end-to-end id or by the id of its payment file."""
    named = [name for name in (entry.end_to_end_id, entry.batch_reference) if name]
    if not named:
        return None
    return session.scalar(
        select(Repayment)
        .outerjoin(RepaymentOrder, RepaymentOrder.repayment_id == Repayment.id)
        .where(or_(Repayment.end_to_end_id.in_(named), RepaymentOrder.message_id.in_(named)))
        .limit(1)
    )


def may_confirm(session: Session, entry: BankEntry, repayment: Repayment) -> bool:
    """Whether this debit is this repayment: ordered, not yet seen, the same account and amount."""
    return (
        entry.direction is Direction.DEBIT
        and entry.amount == repayment.amount
        and entry.bank_account_id == repayment.bank_account_id
        and find(session, repayment) is not None
        and find_confirmation(session, repayment) is None
    )


def confirm(
    session: Session, entry: BankEntry, repayment: Repayment, *, now: datetime
) -> RepaymentConfirmation:
    """Write down that the bank paid it; the rest of a fund leaves its pot now.

    Raises:
        EntryIsNotThisRepayment
    """
    if not may_confirm(session, entry, repayment):
        raise EntryIsNotThisRepayment(entry.id)
    confirmation = RepaymentConfirmation(
        repayment_id=repayment.id, bank_entry_id=entry.id, confirmed_at=now
    )
    session.add(confirmation)
    session.flush()
    if repayment.fund is not None:
        book_id = repayment.fund.book_id
        pot = accounts.open_account(session, book_id, AccountKind.POT)
        bank = accounts.open_account(session, book_id, AccountKind.BANK)
        postings.post(session, repayment.cause, [Move(pot, bank, repayment.amount)])
    return confirmation


def waiting(session: Session, bank_account_id: UUID) -> list[Repayment]:
    """Those ordered from an account and not yet seen on a statement, oldest first."""
    return list(
        session.scalars(
            select(Repayment)
            .join(RepaymentOrder, RepaymentOrder.repayment_id == Repayment.id)
            .outerjoin(RepaymentConfirmation, RepaymentConfirmation.repayment_id == Repayment.id)
            .where(
                Repayment.bank_account_id == bank_account_id,
                RepaymentConfirmation.repayment_id.is_(None),
            )
            .order_by(RepaymentOrder.made_at)
        )
    )


def _content(repayment: Repayment, message_id: str, now: datetime) -> bytes:
    account = repayment.bank_account
    payment = Payment(
        end_to_end_id=repayment.end_to_end_id,
        payee=repayment.payee,
        iban=repayment.iban,
        amount=repayment.amount,
        remittance=repayment.reason,
    )
    return payment_initiation.write(
        Payer(name=account.holder, iban=account.iban, bic=account.bic),
        [payment],
        message_id=message_id,
        made_at=now,
        execute_on=day_of(now),
    )
