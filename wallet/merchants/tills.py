"""A till: a device of a merchant that scans pay codes; blocked when it is gone."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, column_property, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import NotFound, Refused
from wallet.identity.people import Person, check_name
from wallet.merchants.merchants import Merchant, MerchantProgramme


class TillNotFound(NotFound):
    """No till of this merchant."""


class RestCause(StrEnum):
    """Why a till rests."""

    GUESSES = "guesses"
    """Codes that no phone makes: somebody may be trying them out."""
    REFUSALS = "refusals"
    """More refusals of any kind than hands can cause."""


class TillBlocked(Refused):
    """The merchant put this till out of use."""

    def __init__(self, *, blocked_at: datetime) -> None:
        super().__init__(f"the till is blocked since {blocked_at:%Y-%m-%d %H:%M}")
        self.blocked_at = blocked_at


class TillRest(Base):
    """A till takes no codes for a minute. Of guesses the owner is told."""

    __tablename__ = "till_rest"
    __table_args__ = (
        CheckConstraint("until_at > since_at", name="length"),
        CheckConstraint("cause in ('guesses', 'refusals')", name="cause"),
        Index(None, "till_id", "until_at"),
    )

    id: Mapped[Key]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"))
    cause: Mapped[RestCause]
    since_at: Mapped[datetime]
    until_at: Mapped[datetime]


class Till(Base):
    """Limits and request ids count per till, never per network address."""

    __tablename__ = "till"
    __table_args__ = (
        UniqueConstraint("id", "merchant_id"),
        CheckConstraint("length(name) between 1 and 100", name="name"),
    )

    id: Mapped[Key] = mapped_column()
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    name: Mapped[str]
    created_at: Mapped[datetime]

    rests_until: Mapped[datetime | None] = column_property(
        select(func.max(TillRest.until_at))
        .where(TillRest.till_id == id)  # noqa: A003 - the till's own, two lines up
        .correlate_except(TillRest)
        .scalar_subquery()
    )
    """Read with the till itself, as the next one: they cost a sale no round trip."""
    joined_ids: Mapped[list[UUID] | None] = column_property(
        select(func.array_agg(MerchantProgramme.programme_id))
        .where(MerchantProgramme.merchant_id == merchant_id)
        .correlate_except(MerchantProgramme)
        .scalar_subquery()
    )
    merchant: Mapped[Merchant] = relationship()
    blocked: Mapped["TillBlock | None"] = relationship(lazy="joined", viewonly=True)

    @property
    def programme_ids(self) -> list[UUID]:
        """The programmes whose coins the merchant takes."""
        return self.joined_ids or []

    def check_open(self) -> None:
        if self.blocked is not None:
            raise TillBlocked(blocked_at=self.blocked.blocked_at)

    def is_resting(self, now: datetime) -> bool:
        """Whether it takes no codes at this moment."""
        return self.rests_until is not None and now < self.rests_until


class TillBlock(Base):
    """This till is out of use since then."""

    __tablename__ = "till_block"

    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), primary_key=True)
    blocked_at: Mapped[datetime]
    blocked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


def add(session: Session, merchant: Merchant, *, name: str, now: datetime) -> Till:
    """Give a merchant one more till, still to be paired. Raises NameMissing."""
    till = Till(merchant=merchant, name=check_name(name), created_at=now)
    session.add(till)
    session.flush()
    return till


def get(session: Session, merchant_id: UUID, till_id: UUID) -> Till:
    """One of this merchant's own tills. Raises TillNotFound."""
    till = session.get(Till, till_id)
    if till is None or till.merchant_id != merchant_id:
        raise TillNotFound
    return till


def get_of_organisation(session: Session, organisation_id: UUID, till_id: UUID) -> Till:
    """A till in one of this organisation's own shops. Raises TillNotFound."""
    till = session.get(Till, till_id)
    if till is None or till.merchant.organisation_id != organisation_id:
        raise TillNotFound
    return till


def of_merchant(session: Session, merchant_id: UUID) -> list[Till]:
    """A merchant's tills, blocked ones included, by name."""
    return list(
        session.scalars(
            select(Till).where(Till.merchant_id == merchant_id).order_by(Till.name, Till.id)
        )
    )


def block(session: Session, till: Till, *, by: Person, now: datetime) -> TillBlock:
    """Put a till out of use for good; saying so again changes nothing."""
    session.execute(
        insert(TillBlock)
        .values(till_id=till.id, blocked_at=now, blocked_by_id=by.id)
        .on_conflict_do_nothing()
    )
    session.expire(till, ["blocked"])
    return session.get_one(TillBlock, till.id)
