"""Offers: what a shop sells for coins, at a price the programme found fair."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound
from wallet.identity.people import Person, check_name
from wallet.merchants.merchants import Merchant, MerchantNotFound
from wallet.merchants.offer_outcomes import OfferApproval, OfferDecline, OfferWithdrawal
from wallet.money import Euros
from wallet.programmes.programmes import Programme

LOWEST_PRICE, HIGHEST_PRICE = Euros(1), Euros(10_000_00)


class OfferNotFound(NotFound):
    """No such offer, or it is of somebody else."""


class OfferPriceOutOfRange(Invalid):
    """An offer costs 1 cent to EUR 10,000."""

    def __init__(self) -> None:
        super().__init__(f"a price is between {LOWEST_PRICE} and {HIGHEST_PRICE}")
        self.lowest = LOWEST_PRICE
        self.highest = HIGHEST_PRICE


class OfferAboveUsualPrice(Invalid):
    """Coins never buy less than euros do: the price is at most what everybody pays."""

    def __init__(self, usual: Euros) -> None:
        super().__init__(f"others pay {usual}")
        self.usual = usual


class OfferState(StrEnum):
    """`waiting` for the programme; participants see what is `approved`."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Offer(Base):
    """Never edited: another price is another offer. `usual_price` is what everybody else pays."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("id", "submitted_by_id"),
        ForeignKeyConstraint(
            ["merchant_id", "programme_id"],
            ["merchant_programme.merchant_id", "merchant_programme.programme_id"],
        ),
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("price_cents between 1 and 1000000", name="price"),
        CheckConstraint("usual_price_cents between price_cents and 1000000", name="usual_price"),
    )

    id: Mapped[Key]
    merchant_id: Mapped[UUID] = mapped_column(index=True)
    programme_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    price: Mapped[Euros] = mapped_column("price_cents")
    usual_price: Mapped[Euros] = mapped_column("usual_price_cents")
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime]

    merchant: Mapped[Merchant] = relationship(
        viewonly=True, primaryjoin="foreign(Offer.merchant_id) == Merchant.id"
    )
    programme: Mapped[Programme] = relationship(
        viewonly=True, primaryjoin="foreign(Offer.programme_id) == Programme.id"
    )
    approval: Mapped[OfferApproval | None] = relationship(viewonly=True)
    decline: Mapped[OfferDecline | None] = relationship(viewonly=True)
    withdrawal: Mapped[OfferWithdrawal | None] = relationship(viewonly=True)

    @property
    def state(self) -> OfferState:
        if self.withdrawal:
            return OfferState.WITHDRAWN
        if self.approval:
            return OfferState.APPROVED
        return OfferState.DECLINED if self.decline else OfferState.WAITING


def submit(
    session: Session,
    merchant: Merchant,
    *,
    programme_id: UUID,
    name: str,
    prices: tuple[Euros, Euros],
    by: Person,
    now: datetime,
) -> Offer:
    """Propose to sell something for coins. `prices`: with coins, and what everybody else pays.

    The same again, while it waits, is the same offer: a button pressed twice asks once.

    Raises:
        NameMissing, OfferPriceOutOfRange, OfferAboveUsualPrice: it makes no sense, or no norm.
        MerchantNotFound: this shop does not take the coins of that programme.
    """
    _check_prices(*prices)
    if programme_id not in merchant.programme_ids:
        raise MerchantNotFound(merchant.id)
    name = check_name(name)
    take_turns(session, f"offers:{merchant.id}")
    if earlier := _find_waiting(session, merchant.id, (programme_id, name, *prices)):
        return earlier
    offer = Offer(
        merchant_id=merchant.id,
        programme_id=programme_id,
        name=name,
        price=prices[0],
        usual_price=prices[1],
        submitted_by_id=by.id,
        submitted_at=now,
    )
    session.add(offer)
    session.flush()
    return offer


def _check_prices(price: Euros, usual: Euros) -> None:
    """Raises OfferPriceOutOfRange, OfferAboveUsualPrice."""
    if not (LOWEST_PRICE <= price <= HIGHEST_PRICE and usual <= HIGHEST_PRICE):
        raise OfferPriceOutOfRange
    if price > usual:
        raise OfferAboveUsualPrice(usual)


def _find_waiting(
    session: Session, merchant_id: UUID, asked: tuple[UUID, str, Euros, Euros]
) -> Offer | None:
    for each in of_merchant(session, merchant_id):
        same = (each.programme_id, each.name, each.price, each.usual_price) == asked
        if same and each.state is OfferState.WAITING:
            return each
    return None


def get(session: Session, offer_id: UUID) -> Offer:
    """Raises OfferNotFound."""
    offer = session.get(Offer, offer_id)
    if offer is None:
        raise OfferNotFound(offer_id)
    return offer


def get_of_merchant(session: Session, merchant_id: UUID, offer_id: UUID) -> Offer:
    """One of this shop's own. Raises OfferNotFound."""
    offer = get(session, offer_id)
    if offer.merchant_id != merchant_id:
        raise OfferNotFound(offer_id)
    return offer


def of_merchant(session: Session, merchant_id: UUID) -> list[Offer]:
    """Whatever a shop ever offered, newest first."""
    return list(
        session.scalars(
            select(Offer)
            .options(*_OUTCOMES, joinedload(Offer.programme))
            .where(Offer.merchant_id == merchant_id)
            .order_by(Offer.submitted_at.desc(), Offer.id)
        )
    )


def approved(session: Session, programme_ids: Collection[UUID]) -> list[Offer]:
    """What participants of these programmes can buy, by shop, with the merchant at hand."""
    return list(
        session.scalars(
            select(Offer)
            .join(Offer.merchant)
            .join(Offer.approval)
            .options(*_OUTCOMES, joinedload(Offer.merchant))
            .where(Offer.programme_id.in_(programme_ids), ~Offer.withdrawal.has())
            .order_by(Merchant.name, Offer.name, Offer.id)
        )
    )


_OUTCOMES = (
    joinedload(Offer.approval),
    joinedload(Offer.decline),
    joinedload(Offer.withdrawal),
)
