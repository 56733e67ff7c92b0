"""Top-ups: received euros of a bank entry, put into the pot of the fund they were asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.statements import BankEntry
from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.funds.payment_requests import PaymentRequest
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros


class EntryOfAnotherAccount(Refused):
    """The euros came in on a bank account of another programme."""


class TopUp(Base):
    """One bank entry is one top-up, says the unique constraint; the amount is the entry's."""

    __tablename__ = "top_up"

    id: Mapped[Key]
    payment_request_id: Mapped[UUID] = mapped_column(ForeignKey("payment_request.id"), index=True)
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"), unique=True)
    amount: Mapped[Euros] = mapped_column("amount_cents")
    received_at: Mapped[datetime]

    payment_request: Mapped[PaymentRequest] = relationship()
    bank_entry: Mapped[BankEntry] = relationship()

    @property
    def cause(self) -> str:
        return f"top-up:{self.id}"


def receive(
    session: Session, entry: BankEntry, payment_request: PaymentRequest, *, now: datetime
) -> TopUp:
    """Put the received euros of this entry into the pot, whatever amount was asked for.

    Raises:
        EntryOfAnotherAccount: the entry is not of this programme's bank account.
        BankEntryAlreadyUsed: these euros are in the books already.
    """
    fund = payment_request.fund
    if entry.bank_account_id != fund.programme.bank_account_id:
        raise EntryOfAnotherAccount(entry.id)
    top_up = TopUp(
        payment_request=payment_request, bank_entry=entry, amount=entry.amount, received_at=now
    )
    session.add(top_up)
    session.flush()
    bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    postings.post(session, top_up.cause, [Move(bank, pot, entry.amount, entry.id)])
    return top_up


def of_request(session: Session, payment_request: PaymentRequest) -> list[TopUp]:
    return list(
        session.scalars(
            select(TopUp)
            .where(TopUp.payment_request_id == payment_request.id)
            .order_by(TopUp.received_at)
        )
    )
