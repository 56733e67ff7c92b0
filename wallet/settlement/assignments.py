"""Assignments: a person says what an entry is that no reference told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.database import Base, Key, take_turns
from wallet.errors import NotFound, Refused
from wallet.funds import top_ups
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import TopUp
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.settlement import (
    confirmations,
    reconciliation,
    remainders,
    repayment_orders,
    repayments,
    settlements,
)
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.repayment_orders import RepaymentConfirmation
from wallet.settlement.repayments import Payee, Repayment
from wallet.settlement.settlements import Settlement


class BankEntryNotFound(NotFound):
    """No such entry, or it is on somebody else's bank account."""


class BankEntryAlreadyMatched(Refused):
    """The books know already what this entry is."""


class BankEntryNotReceived(Refused):
    """Euros that went out cannot fill a fund."""


class AmountNotLeft(Refused):
    """The entry does not hold that much any more, or nothing was asked for."""

    def __init__(self, *, left: Euros, wanted: Euros) -> None:
        super().__init__(f"{wanted} wanted, {left} left")
        self.left = left
        self.wanted = wanted


class Assignment(Base):
    """Who decided about an entry, and when; what was decided is the row that points at it.

    An entry may be divided: then there is a decision for each part.
    """

    __tablename__ = "assignment"

    id: Mapped[Key]
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"), index=True)
    assigned_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    assigned_at: Mapped[datetime]

    assigned_by: Mapped[Person] = relationship()


def get_entry(session: Session, operator_id: UUID, entry_id: UUID) -> BankEntry:
    """An entry on a bank account of this operator's programmes. Raises BankEntryNotFound."""
    entry = session.get(BankEntry, entry_id)
    ours = {p.bank_account_id for p in programmes.operated_by(session, operator_id)}
    if entry is None or entry.bank_account_id not in ours:
        raise BankEntryNotFound(entry_id)
    return entry


def requests_for(
    session: Session, operator_id: UUID, entry: BankEntry
) -> list[tuple[PaymentRequest, Euros]]:
    """The open requests this credit may be for, those of its amount first, and what each got."""
    if entry.direction is not Direction.CREDIT:
        return []
    waiting = [
        (request, received)
        for request, received in top_ups.open_requests(session, operator_id)
        if request.fund.programme.bank_account_id == entry.bank_account_id
    ]
    return sorted(waiting, key=lambda each: each[0].amount - each[1] != entry.amount)


def settlements_for(session: Session, operator_id: UUID, entry: BankEntry) -> list[Settlement]:
    """The settlements whose whole payment file this debit may be, newest first."""
    return [
        settlement
        for settlement in settlements.operated_by(session, operator_id)
        if confirmations.may_confirm(session, entry, list(settlement.payouts))
    ]


def repayments_for(session: Session, entry: BankEntry) -> list[Repayment]:
    """The ordered repayments this debit may be."""
    return [
        repayment
        for repayment in repayment_orders.waiting(session, entry.bank_account_id)
        if repayment_orders.may_confirm(session, entry, repayment)
    ]


def assign(
    session: Session,
    entry: BankEntry,
    payment_request: PaymentRequest,
    *,
    by: Person,
    now: datetime,
    amount: Euros | None = None,
) -> TopUp:
    """Decide that a received amount, or this part of it, is what this request asked for.

    Raises:
        BankEntryNotReceived, BankEntryAlreadyMatched, AmountNotLeft, EntryOfAnotherAccount
    """
    part = _part(session, entry, amount, by=by, now=now)
    return top_ups.receive(session, entry, payment_request, now=now, amount=part)


def send_back(
    session: Session,
    entry: BankEntry,
    payee: Payee,
    *,
    by: Person,
    now: datetime,
    amount: Euros | None = None,
) -> Repayment:
    """Decide that what came in, or this part of it, goes back; another person has to agree.

    Raises:
        BankEntryNotReceived, BankEntryAlreadyMatched, AmountNotLeft
        NameMissing, IbanInvalid, RepaymentReasonMissing
    """
    part = _part(session, entry, amount, by=by, now=now)
    return repayments.draw_up(session, entry, amount=part, payee=payee, by=by, now=now)


def assign_to_settlement(
    session: Session, entry: BankEntry, settlement: Settlement, *, by: Person, now: datetime
) -> list[PayoutConfirmation]:
    """Decide that a debit is the whole payment file of this settlement.

    Raises:
        BankEntryAlreadyMatched, EntryIsNotThisPayment
    """
    _decide(session, entry, by, now)
    return confirmations.confirm(session, entry, list(settlement.payouts), now=now)


def assign_to_repayment(
    session: Session, entry: BankEntry, repayment: Repayment, *, by: Person, now: datetime
) -> RepaymentConfirmation:
    """Decide that a debit is this repayment.

    Raises:
        BankEntryAlreadyMatched, EntryIsNotThisRepayment
    """
    _decide(session, entry, by, now)
    return repayment_orders.confirm(session, entry, repayment, now=now)


def left(session: Session, entry: BankEntry) -> Euros:
    """What of it still waits for a decision."""
    return remainders.left(session, entry)


def _part(
    session: Session, entry: BankEntry, amount: Euros | None, *, by: Person, now: datetime
) -> Euros:
    """The part of a credit that is decided about: all that is left unless an amount is given."""
    if entry.direction is not Direction.CREDIT:
        raise BankEntryNotReceived(entry.id)
    _decide(session, entry, by, now)
    left = remainders.left(session, entry)
    part = left if amount is None else amount
    if not Euros(0) < part <= left:
        raise AmountNotLeft(left=left, wanted=part)
    return part


def _decide(session: Session, entry: BankEntry, by: Person, now: datetime) -> None:
    """One person at a time, and only what nobody decided before."""
    take_turns(session, f"bank-entry:{entry.id}")
    if reconciliation.is_matched(session, entry):
        raise BankEntryAlreadyMatched(entry.id)
    session.add(Assignment(bank_entry_id=entry.id, assigned_by=by, assigned_at=now))
    session.flush()
