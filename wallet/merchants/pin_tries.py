"""Trying the PIN of a card at a till: each try is on record, right or wrong, and ten wrong lock."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.codes import card_pins, cards
from wallet.codes.card_pins import MOST_WRONG, CardPin
from wallet.codes.cards import CardLink
from wallet.database import Base
from wallet.merchants.card_refusals import (
    CardBlocked,
    CardLocked,
    CardNotHandedOver,
    CardPinWrong,
    CardWrong,
)
from wallet.merchants.refusals import RequestIdReused
from wallet.merchants.tills import Till


class CardPinTry(Base):
    """Somebody typed a PIN for this card. Numbered, so that two at once cannot be counted as one.

    Of a locked card no PIN is looked at: nothing is known of whether it was right.
    """

    __tablename__ = "card_pin_try"
    __table_args__ = (
        UniqueConstraint("till_id", "request_id"),
        ForeignKeyConstraint(["card_id", "version"], ["card_pin.card_id", "card_pin.version"]),
        CheckConstraint("number > 0", name="number"),
    )

    card_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"))
    request_id: Mapped[UUID]
    is_right: Mapped[bool | None]
    tried_at: Mapped[datetime]


def open_link(session: Session, number: str) -> CardLink:
    """Whose card this is, as nobody changes it until the end of this transaction.

    Raises:
        CardWrong, CardNotHandedOver, CardBlocked: it is of no use, with or without a PIN.
    """
    found = cards.find(session, number)
    if found is None:
        raise CardWrong
    if found.link is None:
        raise CardNotHandedOver
    cards.take_turn(session, found.link.wallet_id)
    card = cards.get_of_wallet(session, found.link.wallet_id, found.id)
    assert card.link is not None  # handed over for good
    if card.blocked is not None:
        raise CardBlocked(card.link)
    return card.link


def try_pin(
    session: Session, till: Till, link: CardLink, *, request_id: UUID, pin: str, now: datetime
) -> None:
    """Say whether the holder of this card typed its PIN, and write down that it was tried.

    The wallet's turn was taken by `open_link`: no two tries of a card happen at once.

    Raises:
        CardPinWrong: another try is possible.
        CardLocked: it was the tenth wrong one in a row, or more.
    """
    chosen = card_pins.find(session, link.card_id)
    assert chosen is not None  # chosen when the card was handed over
    is_right = None if chosen.lock else card_pins.matches(session, chosen, pin)
    tried = CardPinTry(
        card_id=link.card_id,
        number=_last_number(session, link.card_id) + 1,
        version=chosen.version,
        till_id=till.id,
        request_id=request_id,
        is_right=is_right,
        tried_at=now,
    )
    session.add(tried)
    session.flush()
    if is_right:
        return
    if is_right is False and wrong_in_a_row(session, chosen) < MOST_WRONG:
        raise CardPinWrong(link)
    card_pins.lock(session, chosen, now=now)
    raise CardLocked(link)


def check_unused(session: Session, till: Till, request_id: UUID) -> None:
    """One request of a till tries one PIN. Raises RequestIdReused."""
    tried = session.scalar(
        select(CardPinTry.number).where(
            CardPinTry.till_id == till.id, CardPinTry.request_id == request_id
        )
    )
    if tried is not None:
        raise RequestIdReused


def wrong_in_a_row(session: Session, chosen: CardPin) -> int:
    """How many wrong PINs came since the last right one, or since this one was chosen."""
    of_this_pin = (CardPinTry.card_id == chosen.card_id, CardPinTry.version == chosen.version)
    last_right = (
        select(func.coalesce(func.max(CardPinTry.number), 0))
        .where(*of_this_pin, CardPinTry.is_right.is_(True))
        .scalar_subquery()
    )
    return session.scalars(
        select(func.count()).where(
            *of_this_pin, CardPinTry.is_right.is_(False), CardPinTry.number > last_right
        )
    ).one()


def last_right_at(session: Session, chosen: CardPin) -> datetime | None:
    """When this PIN was last typed as it is."""
    return session.scalar(
        select(func.max(CardPinTry.tried_at)).where(
            CardPinTry.card_id == chosen.card_id,
            CardPinTry.version == chosen.version,
            CardPinTry.is_right.is_(True),
        )
    )


def _last_number(session: Session, card_id: UUID) -> int:
    return (
        session.scalar(select(func.max(CardPinTry.number)).where(CardPinTry.card_id == card_id))
        or 0
    )
