"""Top-ups: received euros of a bank entry, put into the pot of the fund they were asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column, relationship

from wallet.banking.statements import BankEntry
from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros
from wallet.programmes.programmes import Programme


class EntryOfAnotherAccount(Refused):
    """The euros came in on a bank account of another programme."""


class TopUp(Base):
    """One bank entry is one top-up, and the amount is the entry's: both by constraint."""

    __tablename__ = "top_up"
    __table_args__ = (
        ForeignKeyConstraint(
            ["bank_entry_id", "amount_cents"], ["bank_entry.id", "bank_entry.amount_cents"]
        ),
    )

    id: Mapped[Key]
    payment_request_id: Mapped[UUID] = mapped_column(ForeignKey("payment_request.id"), index=True)
    bank_entry_id: Mapped[UUID] = mapped_column(unique=True)
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


def received_by_request(session: Session, fund: Fund) -> dict[UUID, Euros]:
    """What came in on each payment request of a fund; a request without top-ups is left out."""
    rows = session.execute(
        select(TopUp.payment_request_id, func.sum(TopUp.amount))
        .join(PaymentRequest, PaymentRequest.id == TopUp.payment_request_id)
        .where(PaymentRequest.fund_id == fund.id)
        .group_by(TopUp.payment_request_id)
    )
    return dict(rows.all())


def open_requests(session: Session, operator_id: UUID) -> list[tuple[PaymentRequest, Euros]]:
    """What an operator still waits for: each request and what came in for it, oldest first."""
    arrived = func.coalesce(func.sum(_cents(TopUp.amount)), 0)
    rows = session.execute(
        select(PaymentRequest, arrived)
        .join(PaymentRequest.fund)
        .join(Fund.programme)
        .outerjoin(TopUp, TopUp.payment_request_id == PaymentRequest.id)
        .where(Programme.operator_id == operator_id)
        .group_by(PaymentRequest.id)
        .having(_cents(PaymentRequest.amount) > arrived)
        .order_by(PaymentRequest.requested_at, PaymentRequest.id)
    )
    return [(request, Euros(int(cents))) for request, cents in rows]


def of_request(session: Session, payment_request: PaymentRequest) -> list[TopUp]:
    return list(
        session.scalars(
            select(TopUp)
            .where(TopUp.payment_request_id == payment_request.id)
            .order_by(TopUp.received_at)
        )
    )


def _cents(amount: ColumnElement[Euros] | InstrumentedAttribute[Euros]) -> ColumnElement[int]:
    return type_coerce(amount, BigInteger)  # plain integers, to add up and compare in SQL
