"""Returns: payouts the bank brought back, and the accounts they came back from."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.banking.statements import BankEntry
from wallet.database import Base
from wallet.settlement.payouts import Payout


class PayoutReturn(Base):
    """The bank brought this back: the merchant is owed it again."""

    __tablename__ = "payout_return"

    payout_id: Mapped[UUID] = mapped_column(ForeignKey("payout.id"), primary_key=True)
    bank_entry_id: Mapped[UUID] = mapped_column(ForeignKey("bank_entry.id"), unique=True)
    returned_at: Mapped[datetime]

    payout: Mapped[Payout] = relationship()
    bank_entry: Mapped[BankEntry] = relationship(viewonly=True)


def of_payouts(session: Session, payout_ids: Collection[UUID]) -> dict[UUID, PayoutReturn]:
    """Those of these payouts that came back, by payout id, each with its bank entry."""
    found = session.scalars(
        select(PayoutReturn)
        .options(joinedload(PayoutReturn.bank_entry))
        .where(PayoutReturn.payout_id.in_(payout_ids))
    )
    return {each.payout_id: each for each in found}


def dead_ibans(session: Session, merchant_ids: Collection[UUID]) -> dict[UUID, str]:
    """The account the last payout to a merchant came back from, where it did."""
    latest = (
        select(Payout.id)
        .where(Payout.merchant_id.in_(merchant_ids))
        .order_by(Payout.merchant_id, Payout.number.desc())
        .ext(distinct_on(Payout.merchant_id))
    )
    rows = session.execute(
        select(Payout.merchant_id, Payout.iban)
        .join(PayoutReturn, PayoutReturn.payout_id == Payout.id)
        .where(Payout.id.in_(latest))
    )
    return {merchant_id: iban for merchant_id, iban in rows}  # noqa: C416 - typed rows
