"""Payment files: an approved settlement as the bank carries it out, the same bytes for ever."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking import payment_initiation
from wallet.banking.payment_initiation import Payer, Payment, Version
from wallet.clock import day_of
from wallet.database import Base, take_turns
from wallet.errors import NotFound, Refused
from wallet.settlement import approvals
from wallet.settlement.settlements import Settlement


class PaymentFileNotFound(NotFound):
    """The file of this settlement was not made yet."""


class SettlementNotApproved(Refused):
    """A second person has to approve the settlement first."""


class PaymentFile(Base):
    """A pain.001 message. `message_id` also names its one batch (`PmtInfId`)."""

    __tablename__ = "payment_file"
    __table_args__ = (
        CheckConstraint("length(message_id) between 1 and 35", name="message_id"),
        CheckConstraint("version in ('pain.001.001.09', 'pain.001.001.03')", name="version"),
    )

    settlement_id: Mapped[UUID] = mapped_column(
        ForeignKey("settlement_approval.settlement_id"), primary_key=True
    )
    message_id: Mapped[str] = mapped_column(unique=True)
    version: Mapped[str]
    content: Mapped[bytes]
    made_at: Mapped[datetime]

    settlement: Mapped[Settlement] = relationship(
        primaryjoin="foreign(PaymentFile.settlement_id) == Settlement.id", viewonly=True
    )


def make(
    session: Session,
    settlement: Settlement,
    *,
    version: Version = Version.NOW,
    now: datetime,
) -> PaymentFile:
    """The file of an approved settlement: made the first time, given again ever after.

    Asked for in another version later, it is still the first: one payout is in one file. Uploading
    it twice at the bank pays twice unless the bank notices; the same message id lets it.

    Raises:
        SettlementNotApproved
    """
    if approvals.find(session, settlement) is None:
        raise SettlementNotApproved(settlement.id)
    take_turns(session, f"payment-file:{settlement.id}")
    if earlier := find(session, settlement):
        return earlier
    message_id = f"SETTLEMENT-{day_of(now):%y%m%d}-{settlement.id.hex[:12].upper()}"
    file = PaymentFile(
        settlement_id=settlement.id,
        message_id=message_id,
        version=version.value,
        content=_content(settlement, message_id, version, now),
        made_at=now,
    )
    session.add(file)
    session.flush()
    return file


def get(session: Session, settlement: Settlement) -> PaymentFile:
    """The file that was made before. Raises PaymentFileNotFound."""
    file = find(session, settlement)
    if file is None:
        raise PaymentFileNotFound(settlement.id)
    return file


def find(session: Session, settlement: Settlement) -> PaymentFile | None:
    return session.get(PaymentFile, settlement.id)


def find_by_message_id(session: Session, message_id: str) -> PaymentFile | None:
    return session.scalars(
        select(PaymentFile).where(PaymentFile.message_id == message_id)
    ).one_or_none()


def _content(settlement: Settlement, message_id: str, version: Version, now: datetime) -> bytes:
    account = settlement.programme.bank_account
    return payment_initiation.write(
        Payer(name=account.holder, iban=account.iban, bic=account.bic),
        [
            Payment(
                end_to_end_id=payout.end_to_end_id,
                payee=payout.payee,
                iban=payout.iban,
                amount=payout.amount,
                remittance=f"{settlement.programme.name} {payout.end_to_end_id}",
            )
            for payout in settlement.payouts
        ],
        message_id=message_id,
        made_at=now,
        execute_on=day_of(now),
        version=version,
    )
