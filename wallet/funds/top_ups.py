"""Top-ups: received euros of a bank entry, put into the pot of the fund they were asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    UniqueConstraint,
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
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme


class EntryOfAnotherAccount(Refused):
    """The euros came in on a bank account of another programme."""


class TopUp(Base):
    """Received euros, or a part of them: one entry may pay several requests.

    What top-ups and repayments take of an entry is together never more than came in with it:
    the trigger `bank_entry_divided_once` sees to that, and the ledger by itself for top-ups.
    """

    __tablename__ = "top_up"
    __table_args__ = (
        UniqueConstraint("bank_entry_id", "payment_request_id"),
        CheckConstraint("amount_cents > 0", name="amount"),
    )

    id: Mapped[Key]
    payment_request_id: Mapped[UUID] = mapped_column(ForeignKey("payment_request.id"), index=True)
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"))
    amount: Mapped[Euros] = mapped_column("amount_cents")
    received_at: Mapped[datetime]

    payment_request: Mapped[PaymentRequest] = relationship()
    bank_entry: Mapped[BankEntry] = relationship()

    @property
    def cause(self) -> str:
        return f"top-up:{self.id}"


def receive(
    session: Session,
    entry: BankEntry,
    payment_request: PaymentRequest,
    *,
    now: datetime,
    amount: Euros | None = None,
) -> TopUp:
    """Put received euros of this entry into the pot: all of them, or the amount that is given.

    Raises:
        EntryOfAnotherAccount: the entry is not of this programme's bank account.
        BankEntryAlreadyUsed: these euros are in the books already.
    """
    fund = payment_request.fund
    if entry.bank_account_id != fund.programme.bank_account_id:
        raise EntryOfAnotherAccount(entry.id)
    taken = entry.amount if amount is None else amount
    top_up = TopUp(payment_request=payment_request, bank_entry=entry, amount=taken, received_at=now)
    session.add(top_up)
    session.flush()
    bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    postings.post(session, top_up.cause, [Move(bank, pot, taken, entry.id)])
    return top_up


def received(session: Session, payment_request: PaymentRequest) -> Euros:
    """What came in for a request so far."""
    return total([top_up.amount for top_up in of_request(session, payment_request)])


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
