"""A reversal undoes a redemption: the coins go back to the purses they came from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, take_turns
from wallet.identity.people import Person
from wallet.ledger import postings
from wallet.merchants import confirmations, redemptions, refusals
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import RefusedRedemption
from wallet.merchants.tills import Till


class Reversal(Base):
    """This sale was undone, by a till or by a person of the merchant."""

    __tablename__ = "reversal"
    __table_args__ = (
        CheckConstraint("(reversed_by_id is null) <> (till_id is null)", name="by_whom"),
    )

    redemption_id: Mapped[UUID] = mapped_column(ForeignKey("redemption.id"), primary_key=True)
    reversed_at: Mapped[datetime]
    reversed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    till_id: Mapped[UUID | None] = mapped_column(ForeignKey("till.id"))


def reverse(
    session: Session, redemption: Redemption, *, by: Person | Till, now: datetime
) -> Reversal:
    """Give the coins back. Asking again gives the first reversal.

    After a settlement the merchant's account may go below zero: the next one deducts it.

    Raises:
        TillBlocked: a till that is out of use gives nothing back, either.
    """
    if isinstance(by, Till):
        by.check_open()
    take_turns(session, f"reversal:{redemption.id}")
    earlier = find(session, redemption.id)
    if earlier is not None:
        return earlier
    posting = postings.find(session, redemption.cause)
    assert posting is not None  # written in the transaction that wrote the redemption
    postings.reverse(session, f"reversal:{redemption.id}", of=posting)
    reversal = Reversal(
        redemption_id=redemption.id,
        reversed_at=now,
        reversed_by_id=by.id if isinstance(by, Person) else None,
        till_id=by.id if isinstance(by, Till) else None,
    )
    session.add(reversal)
    session.flush()
    return reversal


def revoke(
    session: Session, till: Till, request_id: UUID, *, now: datetime
) -> Reversal | RefusedRedemption:
    """Undo whatever became of a request, for a till that could not wait for the answer.

    A sale is reversed; a request that has not arrived, or that a phone was asked to confirm, will
    never be paid.
    """
    till.check_open()
    answer, was_asked = redemptions.take_turn(session, till, request_id)
    if isinstance(answer, Redemption):
        return reverse(session, answer, by=till, now=now)
    if answer is not None:
        return answer
    asked = confirmations.find(session, till.id, request_id) if was_asked else None
    return refusals.write_down_revoked(
        session, till, request_id, device=asked.device if asked else None, now=now
    )


def find(session: Session, redemption_id: UUID) -> Reversal | None:
    return session.get(Reversal, redemption_id)
