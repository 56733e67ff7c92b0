"""A dispute: "that was not right", said on the phone within a day of a sale.

The shop's owner gives the coins back, by the same reversal as ever, or says in words why not. The
operator of the programme sees every dispute, and who lets one wait.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.database import Base, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity.people import Person
from wallet.merchants import dispute_mail, merchants, reversals
from wallet.merchants.merchants import Merchant
from wallet.merchants.redemptions import Redemption
from wallet.merchants.reversals import Reversal
from wallet.programmes import programmes
from wallet.wallets.wallets import Wallet

OPENS_FOR = timedelta(hours=24)
ANSWER_WITHIN = timedelta(days=3)
LONGEST_ANSWER = 300
"""Characters; it is read on a phone."""


class DisputeReason(StrEnum):
    """What was not right, each with a picture on the phone."""

    WRONG_AMOUNT = "wrong-amount"
    WRONG_SHOP = "wrong-shop"
    NOT_ME = "not-me"
    GOT_NOTHING = "got-nothing"


class DisputeNotFound(NotFound):
    """No dispute of this shop."""


class SaleNotFound(NotFound):
    """Not a sale of this wallet."""


class DisputeTooLate(Refused):
    """The sale was more than 24 hours ago."""


class SaleReversed(Refused):
    """The coins are back already."""


class DisputeAnswered(Refused):
    """The shop answered before."""


class DisputeAnswerMissing(Invalid):
    """Who keeps the coins says why, in 1 to 300 characters."""


class Dispute(Base):
    """One sale, one dispute. Whose it is, only the sale knows: the shop sees a receipt number."""

    __tablename__ = "dispute"
    __table_args__ = (
        CheckConstraint(
            "reason in ('wrong-amount', 'wrong-shop', 'not-me', 'got-nothing')", name="reason"
        ),
        Index(None, "merchant_id", "opened_at"),
    )

    redemption_id: Mapped[UUID] = mapped_column(ForeignKey("redemption.id"), primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"))
    reason: Mapped[DisputeReason]
    opened_at: Mapped[datetime]

    redemption: Mapped[Redemption] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    merchant: Mapped[Merchant] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    answer: Mapped["DisputeAnswer | None"] = relationship(lazy="joined", viewonly=True)
    reversal: Mapped[Reversal | None] = relationship(
        lazy="joined",
        viewonly=True,
        primaryjoin="foreign(Reversal.redemption_id) == Dispute.redemption_id",
        uselist=False,
    )

    @property
    def answer_by(self) -> datetime:
        return self.opened_at + ANSWER_WITHIN

    @property
    def is_settled(self) -> bool:
        """The coins are back, or the shop said why not."""
        return self.reversal is not None or self.answer is not None

    def is_late(self, now: datetime) -> bool:
        """Whether the shop has let it wait for too long."""
        return not self.is_settled and now >= self.answer_by


class DisputeAnswer(Base):
    """The shop keeps the coins, and says why. Giving them back is a reversal, as ever."""

    __tablename__ = "dispute_answer"
    __table_args__ = (CheckConstraint("length(words) between 1 and 300", name="words"),)

    dispute_id: Mapped[UUID] = mapped_column(ForeignKey("dispute.redemption_id"), primary_key=True)
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str]
    answered_at: Mapped[datetime]


def get_sale(session: Session, wallet: Wallet, redemption_id: UUID) -> Redemption:
    """One of this wallet's own sales. Raises SaleNotFound."""
    redemption = session.get(Redemption, redemption_id)
    if redemption is None or redemption.wallet_id != wallet.id:
        raise SaleNotFound
    return redemption


def may_open(redemption: Redemption, *, now: datetime) -> bool:
    """Whether it is not too late."""
    return now < redemption.redeemed_at + OPENS_FOR


def open_dispute(
    session: Session, redemption: Redemption, *, reason: DisputeReason, now: datetime
) -> Dispute:
    """Say that a sale was not right, and tell the shop's owner. Said again, the first stands.

    Raises:
        DisputeTooLate, SaleReversed.
    """
    _take_turn(session, redemption.id)
    if (earlier := find(session, redemption.id)) is not None:
        return earlier
    if not may_open(redemption, now=now):
        raise DisputeTooLate
    if reversals.find(session, redemption.id) is not None:
        raise SaleReversed
    session.add(
        Dispute(
            redemption_id=redemption.id,
            merchant_id=redemption.merchant_id,
            reason=reason,
            opened_at=now,
        )
    )
    session.flush()
    dispute_mail.tell_owner(session, redemption, answer_by=now + ANSWER_WITHIN, now=now)
    return _fresh(session, redemption.id)


def give_back(session: Session, dispute: Dispute, *, by: Person, now: datetime) -> Dispute:
    """Give the coins back, also after having said no before. A second time changes nothing."""
    _take_turn(session, dispute.redemption_id)
    reversals.reverse(session, dispute.redemption, by=by, now=now)
    return _fresh(session, dispute.redemption_id)


def keep(session: Session, dispute: Dispute, *, words: str, by: Person, now: datetime) -> Dispute:
    """Keep the coins, and tell the participant why.

    Raises:
        DisputeAnswerMissing: no words, or too many.
        DisputeAnswered, SaleReversed: there is an outcome already.
    """
    said = " ".join(words.split())
    if not 1 <= len(said) <= LONGEST_ANSWER or not said.isprintable():
        raise DisputeAnswerMissing
    _take_turn(session, dispute.redemption_id)
    known = _fresh(session, dispute.redemption_id)
    if known.reversal is not None:
        raise SaleReversed
    if known.answer is not None:
        raise DisputeAnswered
    session.add(
        DisputeAnswer(
            dispute_id=dispute.redemption_id, answered_by_id=by.id, words=said, answered_at=now
        )
    )
    session.flush()
    return _fresh(session, dispute.redemption_id)


def find(session: Session, redemption_id: UUID) -> Dispute | None:
    return session.get(Dispute, redemption_id, populate_existing=True)


def get_of_merchants(
    session: Session, merchant_ids: Collection[UUID], redemption_id: UUID
) -> Dispute:
    """A dispute about a sale in one of these shops. Raises DisputeNotFound."""
    dispute = find(session, redemption_id)
    if dispute is None or dispute.merchant_id not in merchant_ids:
        raise DisputeNotFound
    return dispute


def of_merchants(session: Session, merchant_ids: Collection[UUID]) -> list[Dispute]:
    """The disputes about these shops: open ones first, those that wait longest on top."""
    found = session.scalars(
        select(Dispute)
        .where(Dispute.merchant_id.in_(merchant_ids))
        .options(joinedload(Dispute.merchant))
        .order_by(Dispute.opened_at)
    ).all()
    waiting = [each for each in found if not each.is_settled]
    settled = [each for each in reversed(found) if each.is_settled]
    return waiting + settled


def of_operator(session: Session, organisation_id: UUID) -> list[Dispute]:
    """Those about every shop in the programmes this organisation operates."""
    shops = {
        shop.id
        for programme in programmes.operated_by(session, organisation_id)
        for shop in merchants.of_programme(session, programme.id)
    }
    return of_merchants(session, shops)


def _take_turn(session: Session, redemption_id: UUID) -> None:
    take_turns(session, f"dispute:{redemption_id}")


def _fresh(session: Session, redemption_id: UUID) -> Dispute:
    return session.get_one(Dispute, redemption_id, populate_existing=True)
