"""Blocks: a shop whose payouts wait, with the reason, until somebody lets them go on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound
from wallet.identity.people import Person
from wallet.merchants.merchants import Merchant
from wallet.programmes.programmes import Programme

LONGEST_REASON = 500


class PayoutBlockNotFound(NotFound):
    """This shop is not in the programme, or nothing is blocked."""


class BlockReasonMissing(Invalid):
    """Payouts are blocked with a reason of 1 to 500 characters."""


class PayoutRelease(Base):
    """The payouts of the shop go on."""

    __tablename__ = "payout_release"

    block_id: Mapped[UUID] = mapped_column(ForeignKey("payout_block.id"), primary_key=True)
    released_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime]


class PayoutBlock(Base):
    """No payout to this shop from this programme; it goes on selling, and is owed what it sold."""

    __tablename__ = "payout_block"
    __table_args__ = (
        ForeignKeyConstraint(
            ["merchant_id", "programme_id"],
            ["merchant_programme.merchant_id", "merchant_programme.programme_id"],
        ),
        CheckConstraint("length(reason) between 1 and 500", name="reason"),
    )

    id: Mapped[Key]
    merchant_id: Mapped[UUID]
    programme_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str]
    blocked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    blocked_at: Mapped[datetime]

    blocked_by: Mapped[Person] = relationship()
    release: Mapped[PayoutRelease | None] = relationship(viewonly=True)


def block(
    session: Session,
    programme: Programme,
    merchant: Merchant,
    *,
    reason: str,
    by: Person,
    now: datetime,
) -> PayoutBlock:
    """Keep a shop out of the settlements of a programme. Blocked already, it stays so.

    Raises:
        BlockReasonMissing
        PayoutBlockNotFound: the shop is not in the programme.
    """
    reason = " ".join(reason.split())
    if not reason.isprintable() or not 1 <= len(reason) <= LONGEST_REASON:
        raise BlockReasonMissing
    if programme.id not in merchant.programme_ids:
        raise PayoutBlockNotFound(merchant.id)
    take_turns(session, f"payout-block:{programme.id}")
    if earlier := of_programme(session, programme.id).get(merchant.id):
        return earlier
    blocked = PayoutBlock(
        merchant_id=merchant.id,
        programme_id=programme.id,
        reason=reason,
        blocked_by=by,
        blocked_at=now,
    )
    session.add(blocked)
    session.flush()
    return blocked


def release(
    session: Session, programme: Programme, merchant: Merchant, *, by: Person, now: datetime
) -> PayoutRelease:
    """Let the payouts of a shop go on.

    Raises:
        PayoutBlockNotFound: they were not blocked.
    """
    take_turns(session, f"payout-block:{programme.id}")
    blocked = of_programme(session, programme.id).get(merchant.id)
    if blocked is None:
        raise PayoutBlockNotFound(merchant.id)
    released = PayoutRelease(block_id=blocked.id, released_by_id=by.id, released_at=now)
    session.add(released)
    session.flush()
    session.expire(blocked, ["release"])
    return released


def of_programme(session: Session, programme_id: UUID) -> dict[UUID, PayoutBlock]:
    """The blocks that hold now, by merchant id."""
    found = session.scalars(
        select(PayoutBlock)
        .options(joinedload(PayoutBlock.blocked_by))
        .where(PayoutBlock.programme_id == programme_id, ~PayoutBlock.release.has())
    )
    return {block.merchant_id: block for block in found}
