"""Payment requests: what a sponsor is asked to pay, under which reference."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking import references
from wallet.clock import day_of
from wallet.database import Base, Key
from wallet.errors import Invalid, NotFound
from wallet.funds.funds import Fund
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes import endings

LEAST = Euros(1_00)
MOST = Euros(1_000_000_00)


class PaymentRequestNotFound(NotFound):
    """No such payment request, or it is for another sponsor."""


class RequestAmountOutOfRange(Invalid):
    """A payment request is for EUR 1.00 to EUR 1,000,000.00."""

    def __init__(self, amount: Euros) -> None:
        super().__init__(f"{amount} is not between {LEAST} and {MOST}")
        self.amount = amount
        self.least = LEAST
        self.most = MOST


class PaymentRequest(Base):
    """The reference is an ISO 11649 RF creditor reference; the bank statement brings it back."""

    __tablename__ = "payment_request"
    __table_args__ = (
        CheckConstraint("amount_cents between 100 and 100000000", name="amount"),
        CheckConstraint("reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$'", name="reference"),
    )

    id: Mapped[Key]
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("fund.id"), index=True)
    amount: Mapped[Euros] = mapped_column("amount_cents")
    reference: Mapped[str] = mapped_column(unique=True)
    requested_at: Mapped[datetime]
    requested_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    fund: Mapped[Fund] = relationship()

    @property
    def iban(self) -> str:
        return self.fund.programme.bank_account.iban

    @property
    def epc(self) -> str:
        """The text of the EPC QR code that fills in the payment in a banking app."""
        account = self.fund.programme.bank_account
        return references.epc_payload(
            payee=account.holder,
            iban=account.iban,
            amount=self.amount,
            reference=self.reference,
        )


def request(
    session: Session, fund: Fund, *, amount: Euros, by: Person, now: datetime
) -> PaymentRequest:
    """Ask the sponsor of a fund for an amount.

    Raises:
        RequestAmountOutOfRange.
        ProgrammeEnding: no new euros are asked for.
    """
    endings.check_promises(session, fund.programme_id, today=day_of(now))
    if not LEAST <= amount <= MOST:
        raise RequestAmountOutOfRange(amount)
    payment_request = PaymentRequest(
        fund=fund,
        amount=amount,
        reference=references.draw(),
        requested_at=now,
        requested_by_id=by.id,
    )
    session.add(payment_request)
    session.flush()
    return payment_request


def get_operated_by(session: Session, operator_id: UUID, request_id: UUID) -> PaymentRequest:
    """A request for a fund of this operator's programmes. Raises PaymentRequestNotFound."""
    found = session.get(PaymentRequest, request_id)
    if found is None or found.fund.programme.operator_id != operator_id:
        raise PaymentRequestNotFound(request_id)
    return found


def find_by_reference(session: Session, reference: str) -> PaymentRequest | None:
    return session.scalars(
        select(PaymentRequest).where(PaymentRequest.reference == references.normalise(reference))
    ).one_or_none()


def get_of_sponsor(session: Session, sponsor_id: UUID, request_id: UUID) -> PaymentRequest:
    """A payment request for one of this sponsor's own funds. Raises PaymentRequestNotFound."""
    found = session.get(PaymentRequest, request_id)
    if found is None or found.fund.sponsor_id != sponsor_id:
        raise PaymentRequestNotFound(request_id)
    return found


def of_fund(session: Session, fund: Fund) -> list[PaymentRequest]:
    """Newest first."""
    return list(
        session.scalars(
            select(PaymentRequest)
            .where(PaymentRequest.fund_id == fund.id)
            .order_by(PaymentRequest.requested_at.desc())
        )
    )
