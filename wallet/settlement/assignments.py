"""Assignments: a person says what an entry is that no reference told."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.database import Base, take_turns
from wallet.errors import NotFound, Refused
from wallet.funds import top_ups
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import TopUp
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.settlement import confirmations, reconciliation, settlements
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.settlements import Settlement


class BankEntryNotFound(NotFound):
    """No such entry, or it is on somebody else's bank account."""


class BankEntryAlreadyMatched(Refused):
    """The books know already what this entry is."""


class BankEntryNotReceived(Refused):
    """Euros that went out cannot fill a fund."""


class Assignment(Base):
    """Who decided about an entry, and when; what was decided is the row that points at it."""

    __tablename__ = "assignment"

    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"), primary_key=True)
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


def assign(
    session: Session,
    entry: BankEntry,
    payment_request: PaymentRequest,
    *,
    by: Person,
    now: datetime,
) -> TopUp:
    """Decide that a received amount is what this request asked for.

    Raises:
        BankEntryNotReceived, BankEntryAlreadyMatched, EntryOfAnotherAccount
    """
    if entry.direction is not Direction.CREDIT:
        raise BankEntryNotReceived(entry.id)
    _decide(session, entry, by, now)
    return top_ups.receive(session, entry, payment_request, now=now)


def assign_to_settlement(
    session: Session, entry: BankEntry, settlement: Settlement, *, by: Person, now: datetime
) -> list[PayoutConfirmation]:
    """Decide that a debit is the whole payment file of this settlement.

    Raises:
        BankEntryAlreadyMatched, EntryIsNotThisPayment
    """
    _decide(session, entry, by, now)
    return confirmations.confirm(session, entry, list(settlement.payouts), now=now)


def _decide(session: Session, entry: BankEntry, by: Person, now: datetime) -> None:
    """One person at a time, and only what nobody decided before."""
    take_turns(session, f"bank-entry:{entry.id}")
    if reconciliation.is_matched(session, entry):
        raise BankEntryAlreadyMatched(entry.id)
    session.add(Assignment(bank_entry_id=entry.id, assigned_by=by, assigned_at=now))
    session.flush()
