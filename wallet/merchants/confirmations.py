"""A confirmation: a till asks for more than the floor, so the phone is asked about it first.

The till waits for a minute and asks again with the same request id. What became of the request
is its one redemption or refusal, as of any other; until then only this row stands.
"""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet import clock
from wallet.database import Base, Key
from wallet.errors import NotFound, Refused
from wallet.funds.funds import Fund
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.merchants.merchants import Merchant
from wallet.merchants.refusals import NotConfirmed, PhoneBlockedMeanwhile, RequestIdReused
from wallet.merchants.tills import Till
from wallet.money import Euros, total
from wallet.programmes import terms
from wallet.wallets import passkeys, pins, registrations, spending
from wallet.wallets.devices import Device

WAITS = timedelta(seconds=60)
"""How long the phone has to answer."""
TILL_MAY_COME_BACK = timedelta(minutes=2)
"""After that nobody stands at the till any more: nothing is paid, not even up to the floor."""


class ConfirmationNotFound(NotFound):
    """This phone was not asked that."""


class PhoneMustConfirm(Refused):
    """Not yet: the phone is asked. The till asks again with the same request id."""

    is_on_record: ClassVar[bool] = True

    def __init__(self, *, expires_at: datetime) -> None:
        super().__init__(f"the phone is asked until {expires_at:%H:%M:%S}")
        self.expires_at = expires_at


class Confirmation(Base):
    """What one phone is asked: this amount, in this shop."""

    __tablename__ = "confirmation"
    __table_args__ = (
        UniqueConstraint("till_id", "request_id"),
        ForeignKeyConstraint(["till_id", "merchant_id"], ["till.id", "till.merchant_id"]),
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        CheckConstraint("price_cents between 1 and 100000000", name="price"),
        CheckConstraint("floor_cents between 0 and price_cents - 1", name="above_the_floor"),
        CheckConstraint("expires_at > asked_at", name="lifetime"),
        Index(None, "device_id", "expires_at"),
    )

    id: Mapped[Key]
    till_id: Mapped[UUID]
    merchant_id: Mapped[UUID]
    request_id: Mapped[UUID]
    wallet_id: Mapped[UUID]
    device_id: Mapped[UUID]
    price: Mapped[Euros] = mapped_column("price_cents")
    floor: Mapped[Euros] = mapped_column("floor_cents")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    device: Mapped[Device] = relationship(viewonly=True)
    till: Mapped[Till] = relationship(viewonly=True)
    merchant: Mapped[Merchant] = relationship(
        viewonly=True, primaryjoin="foreign(Confirmation.merchant_id) == Merchant.id"
    )
    given_up: Mapped["ConfirmationGivenUp | None"] = relationship(lazy="joined", viewonly=True)

    def is_open(self, now: datetime) -> bool:
        """Whether the phone can still say yes, as far as this row knows."""
        return now < self.expires_at and self.given_up is None

    def reach(self, *, price: Euros, now: datetime) -> Euros:
        """How far the till's next question pays, once the phone can no longer answer.

        Raises:
            RequestIdReused: at another price.
            PhoneBlockedMeanwhile: a lost phone pays nothing, not even up to the floor.
            PhoneMustConfirm: the phone still can.
            NotConfirmed: the till comes back too late, or the floor is zero.
        """
        if price != self.price:
            raise RequestIdReused
        if self.device.blocked is not None:
            raise PhoneBlockedMeanwhile
        if self.is_open(now):
            raise PhoneMustConfirm(expires_at=self.expires_at)
        if not self.floor or now > self.expires_at + TILL_MAY_COME_BACK:
            raise NotConfirmed
        return self.floor


class ConfirmationGivenUp(Base):
    """Before its time was over: the PIN locked, so there is nothing to wait for."""

    __tablename__ = "confirmation_given_up"

    confirmation_id: Mapped[UUID] = mapped_column(ForeignKey("confirmation.id"), primary_key=True)
    given_up_at: Mapped[datetime]


def reach(
    session: Session, till: Till, device: Device, *, request_id: UUID, price: Euros, now: datetime
) -> Euros:
    """How much of a price above the floor may be paid now, to a till that asks for it first.

    All of it when less than the floor would be paid anyhow; the floor where nothing is set up to
    say yes with.

    Raises:
        PhoneMustConfirm: the phone is asked from now on; that is on record.
        NotConfirmed: nothing may be paid without a yes, and nothing is set up to say it with.
    """
    floor = floor_of(session, till, device.wallet_id, now=now)
    if price <= floor or _would_pay(session, till, device.wallet_id, price, now) <= floor:
        return price
    if not may_say_yes(session, device.wallet_id):
        if not floor:
            raise NotConfirmed
        return floor
    asked = Confirmation(
        till_id=till.id,
        merchant_id=till.merchant_id,
        request_id=request_id,
        wallet_id=device.wallet_id,
        device_id=device.id,
        price=price,
        floor=floor,
        asked_at=now,
        expires_at=now + WAITS,
    )
    session.add(asked)
    session.flush()
    raise PhoneMustConfirm(expires_at=asked.expires_at)


def may_say_yes(session: Session, wallet_id: UUID) -> bool:
    """Whether the owner has a PIN that is not locked, or a passkey."""
    return pins.is_ready(session, wallet_id) or bool(passkeys.of_wallet(session, wallet_id))


def floor_of(session: Session, till: Till, wallet_id: UUID, *, now: datetime) -> Euros:
    """The lowest floor of the programmes that this shop and this participant share."""
    known = set(registrations.programme_ids(session, wallet_id))
    shared = [each for each in till.programme_ids if each in known]
    return terms.floor_on(session, shared or till.programme_ids, clock.day_of(now))


def find(session: Session, till_id: UUID, request_id: UUID) -> Confirmation | None:
    """What the phone was asked for this request of a till."""
    return session.scalars(
        select(Confirmation)
        .options(joinedload(Confirmation.device, innerjoin=True))
        .where(Confirmation.till_id == till_id, Confirmation.request_id == request_id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def get(session: Session, device: Device, confirmation_id: UUID) -> Confirmation:
    """What this phone was asked. Raises ConfirmationNotFound."""
    confirmation = session.get(Confirmation, confirmation_id, populate_existing=True)
    if confirmation is None or confirmation.device_id != device.id:
        raise ConfirmationNotFound
    return confirmation


def give_up(session: Session, confirmation: Confirmation, *, now: datetime) -> None:
    """Let the till go on with the part up to the floor."""
    session.add(ConfirmationGivenUp(confirmation_id=confirmation.id, given_up_at=now))
    session.flush()


def _would_pay(session: Session, till: Till, wallet_id: UUID, price: Euros, now: datetime) -> Euros:
    programme_ids = till.programme_ids
    books = set(session.scalars(select(Fund.book_id).where(Fund.programme_id.in_(programme_ids))))
    purses = accounts.of_owner(session, AccountKind.PURSE, wallet_id)
    taken = [purse for purse in purses if purse.book_id in books]
    return total([part for _, part in spending.shares(taken, price, clock.day_of(now))])
