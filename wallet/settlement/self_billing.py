"""Self-billing: whether a shop wants its payouts as electronic documents for its bookkeeping."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.identity.people import Person
from wallet.merchants.merchants import Merchant


class SelfBillingChoice(Base):
    """What a shop chose at a moment; its last choice holds."""

    __tablename__ = "self_billing_choice"

    id: Mapped[Key]
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    is_wanted: Mapped[bool]
    chosen_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[datetime]


def choose(
    session: Session, merchant: Merchant, *, is_wanted: bool, by: Person, now: datetime
) -> SelfBillingChoice:
    """Ask for the documents, or no longer."""
    choice = SelfBillingChoice(
        merchant_id=merchant.id, is_wanted=is_wanted, chosen_by_id=by.id, chosen_at=now
    )
    session.add(choice)
    session.flush()
    return choice


def is_wanted(session: Session, merchant_id: UUID) -> bool:
    """What the shop chose last; no document until it asked."""
    last = session.scalar(
        select(SelfBillingChoice.is_wanted)
        .where(SelfBillingChoice.merchant_id == merchant_id)
        .order_by(SelfBillingChoice.chosen_at.desc(), SelfBillingChoice.id)
        .limit(1)
    )
    return bool(last)
