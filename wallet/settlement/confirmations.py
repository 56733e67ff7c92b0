"""Confirmations and returns: what the bank statement says became of a payout."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.database import Base
from wallet.errors import Refused
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, Transfer
from wallet.money import total
from wallet.programmes.programmes import Programme
from wallet.settlement import payment_files, payouts, return_notices
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.returns import PayoutReturn
from wallet.settlement.settlements import Settlement


class EntryIsNotThisPayment(Refused):
    """The debit is of another amount or account, or these payouts were confirmed before."""


class PayoutConfirmation(Base):
    """The bank paid this: seen as an entry of its own, or within the entry of a batch."""

    __tablename__ = "payout_confirmation"

    payout_id: Mapped[UUID] = mapped_column(ForeignKey("payout.id"), primary_key=True)
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"), index=True)
    confirmed_at: Mapped[datetime]

    payout: Mapped[Payout] = relationship()


def find_payouts(session: Session, entry: BankEntry) -> list[Payout]:
    """The payouts an entry names: one by its end-to-end id, or a whole file by its batch id."""
    if entry.end_to_end_id and (
        payout := payouts.find_by_end_to_end_id(session, entry.end_to_end_id)
    ):
        return [payout]
    if entry.batch_reference and (
        file := payment_files.find_by_message_id(session, entry.batch_reference)
    ):
        return list(file.settlement.payouts)
    return []


def may_confirm(session: Session, entry: BankEntry, named: list[Payout]) -> bool:
    """Whether this debit is exactly these payouts, ordered and not yet seen.

    One that came back before its debit was told, as statements arrive late, counts along.
    """
    return (
        entry.direction is Direction.DEBIT
        and entry.amount == total([payout.amount for payout in named])
        and all(_is_ordered_from(session, payout, entry) for payout in named)
        and not _any_of(session, PayoutConfirmation, named)
    )


def confirm(
    session: Session, entry: BankEntry, named: list[Payout], *, now: datetime
) -> list[PayoutConfirmation]:
    """Write down that the bank paid these; the euros have left the bank account and the books.

    Of what came back before, the euros are in the bank account and were never out of the books.

    Raises:
        EntryIsNotThisPayment
    """
    if not may_confirm(session, entry, named):
        raise EntryIsNotThisPayment(entry.id)
    return [_confirm_one(session, entry, payout, now) for payout in named]


def may_return(session: Session, entry: BankEntry, named: list[Payout]) -> bool:
    """Whether this credit brings exactly one ordered payout back, for the first time."""
    return (
        entry.direction is Direction.CREDIT
        and len(named) == 1
        and entry.amount == named[0].amount
        and _is_ordered_from(session, named[0], entry)
        and not _any_of(session, PayoutReturn, named)
    )


def take_back(session: Session, entry: BankEntry, payout: Payout, *, now: datetime) -> PayoutReturn:
    """Owe a merchant again what the bank brought back, such as for a closed account.

    After a confirmation the euros come in from the bank. Before one they never left the books:
    the debit is not in yet, or came without our reference and waits for a person.
    """
    paid = session.get(PayoutConfirmation, payout.id) is not None
    moves: list[Move] = []
    for transfer in _transfers(session, payout):
        merchant, held = _accounts(session, transfer)
        if paid:
            bank = accounts.open_account(session, transfer.book_id, AccountKind.BANK)
            moves.append(Move(bank, held, transfer.amount, entry.id))
        moves.append(Move(held, merchant, transfer.amount))
    returned = PayoutReturn(payout=payout, bank_entry_id=entry.id, returned_at=now)
    session.add(returned)
    session.flush()
    postings.post(session, f"payout-return:{payout.id}", moves)
    return_notices.send(session, payout, reason=entry.return_reason, now=now)
    return returned


def _confirm_one(
    session: Session, entry: BankEntry, payout: Payout, now: datetime
) -> PayoutConfirmation:
    confirmation = PayoutConfirmation(payout=payout, bank_entry_id=entry.id, confirmed_at=now)
    session.add(confirmation)
    session.flush()
    if session.get(PayoutReturn, payout.id) is not None:
        return confirmation
    moves = []
    for transfer in _transfers(session, payout):
        _, held = _accounts(session, transfer)
        bank = accounts.open_account(session, transfer.book_id, AccountKind.BANK)
        moves.append(Move(held, bank, transfer.amount))
    postings.post(session, f"payout-confirmation:{payout.id}", moves)
    return confirmation


def _is_ordered_from(session: Session, payout: Payout, entry: BankEntry) -> bool:
    """Whether a payment file orders this payout from the entry's own bank account."""
    return (
        session.scalar(
            select(PaymentFile.settlement_id)
            .join(Settlement, Settlement.id == PaymentFile.settlement_id)
            .join(Settlement.programme)
            .where(
                Settlement.id == payout.settlement_id,
                Programme.bank_account_id == entry.bank_account_id,
            )
        )
        is not None
    )


def _any_of(
    session: Session, kind: type[PayoutConfirmation] | type[PayoutReturn], named: list[Payout]
) -> bool:
    ids = [payout.id for payout in named]
    return (
        session.scalar(select(kind.payout_id).where(kind.payout_id.in_(ids)).limit(1)) is not None
    )


def _transfers(session: Session, payout: Payout) -> list[Transfer]:
    """What was set aside for a payout, a transfer a book."""
    posting = postings.find(session, payout.cause)
    assert posting is not None, "a payout is posted when it is drawn up"
    return posting.transfers


def _accounts(session: Session, transfer: Transfer) -> tuple[Account, Account]:
    """The merchant's account and the payout's account of a transfer between them."""
    return (
        session.get_one(Account, transfer.source_id),
        session.get_one(Account, transfer.target_id),
    )
