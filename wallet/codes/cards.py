"""A card: a means to pay for people without a phone. Its coins are those of the wallet.

Printed blank, in stock; handed over at the desk, where it becomes a means of one wallet. A lost
card is blocked and another one handed over: the coins stay where they are, in the wallet.
"""

import hmac
from datetime import datetime
from uuid import UUID

from sqlalchemy import CHAR, CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.codes import card_numbers
from wallet.codes.card_sheets import CardSheet
from wallet.database import Base, Key, take_turns
from wallet.errors import NotFound
from wallet.identity.people import Person
from wallet.wallets import devices
from wallet.wallets.wallets import Wallet

DIGITS_TOLD = 4
"""How many of the last digits tell people which card is meant."""


class CardNotFound(NotFound):
    """No such card of this participant."""


class Card(Base):
    """One printed card. Its number opens only with the vault; the handle finds it."""

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("sheet_id", "position"),
        CheckConstraint("position between 1 and 100", name="position"),
        CheckConstraint("handle ~ '^9[0-9]{7}$'", name="handle"),
    )

    id: Mapped[Key]
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("card_sheet.id"))
    position: Mapped[int]
    handle: Mapped[str] = mapped_column(CHAR(8), unique=True)
    number_sealed: Mapped[bytes]

    sheet: Mapped[CardSheet] = relationship(lazy="joined", innerjoin=True)
    link: Mapped["CardLink | None"] = relationship(
        lazy="joined", viewonly=True, back_populates="card"
    )
    blocked: Mapped["CardBlock | None"] = relationship(lazy="joined", viewonly=True)

    @property
    def is_open(self) -> bool:
        """Handed over, and not blocked."""
        return self.link is not None and self.blocked is None


class CardLink(Base):
    """This card was handed over: it is a means of this wallet, for good."""

    __tablename__ = "card_link"
    __table_args__ = (UniqueConstraint("card_id", "wallet_id"),)

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    linked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]

    card: Mapped[Card] = relationship(viewonly=True, back_populates="link")
    wallet: Mapped[Wallet] = relationship(viewonly=True)


class CardBlock(Base):
    """Out of use since then, for good; without a person, its holder said so on an own phone."""

    __tablename__ = "card_block"

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card.id"), primary_key=True)
    blocked_at: Mapped[datetime]
    blocked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def number_of(session: Session, card: Card) -> str:
    """The 16 digits: to be printed and compared, never to be logged."""
    return devices.vault(session).open(card.number_sealed, bound_to=str(card.id)).decode()


def last_digits(session: Session, card: Card) -> str:
    """What tells people which card is meant, and nobody how to pay with it."""
    return number_of(session, card)[-DIGITS_TOLD:]


def find(session: Session, number: str) -> Card | None:
    """The card with this whole number, handed over or not, blocked or not."""
    card = session.scalars(
        select(Card)
        .where(Card.handle == card_numbers.handle_of(number))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if card is None or not hmac.compare_digest(number_of(session, card), number):
        return None
    return card


def of_wallet(session: Session, wallet_id: UUID) -> list[Card]:
    """Every card this wallet ever had, the latest first."""
    return list(
        session.scalars(
            select(Card)
            .join(CardLink, CardLink.card_id == Card.id)
            .where(CardLink.wallet_id == wallet_id)
            .order_by(CardLink.linked_at.desc(), Card.handle)
            .execution_options(populate_existing=True)
        )
    )


def find_open(session: Session, wallet_id: UUID) -> Card | None:
    """The one card this wallet can pay with."""
    return next((card for card in of_wallet(session, wallet_id) if card.is_open), None)


def get_of_wallet(session: Session, wallet_id: UUID, card_id: UUID) -> Card:
    """A card of this wallet; that of anybody else is not to be found. Raises CardNotFound."""
    card = session.get(Card, card_id, populate_existing=True)
    if card is None or card.link is None or card.link.wallet_id != wallet_id:
        raise CardNotFound
    return card


def take_turn(session: Session, wallet_id: UUID) -> None:
    """One after the other with the cards of a wallet: sales, PINs and what the desk does."""
    take_turns(session, f"cards:{wallet_id}")


def block(session: Session, card: Card, *, by: Person | None, now: datetime) -> CardBlock:
    """Put a card out of use for good; saying so again changes nothing."""
    session.execute(
        insert(CardBlock)
        .values(card_id=card.id, blocked_at=now, blocked_by_id=by.id if by else None)
        .on_conflict_do_nothing()
    )
    session.refresh(card, ["blocked"])
    return session.get_one(CardBlock, card.id)
