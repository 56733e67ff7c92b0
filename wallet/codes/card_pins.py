"""The PIN of a card: chosen by its holder at the desk, known to nobody else, locked by guessing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.codes.cards import Card
from wallet.database import Base
from wallet.identity import pin_hashes
from wallet.identity.people import Person
from wallet.wallets import devices

DIGITS = 5
"""One more than a bank's, so that nobody types that one on a shop's tablet."""

MOST_WRONG = 10
"""So many wrong PINs in a row lock the card: one chance in ten thousand for a thief."""


class CardPin(Base):
    """The holder chose a PIN, a coordinator beside. The latest version counts.

    Its argon2id hash is sealed: five digits alone would fall to anybody with a copy of the
    database and an evening.
    """

    __tablename__ = "card_pin"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    card_id: Mapped[UUID] = mapped_column(ForeignKey("card_link.card_id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash_sealed: Mapped[bytes]
    chosen_at: Mapped[datetime]
    witnessed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    lock: Mapped["CardLock | None"] = relationship(lazy="joined", viewonly=True)


class CardLock(Base):
    """Ten wrong PINs in a row: the card pays nothing until its holder chooses a new one."""

    __tablename__ = "card_lock"
    __table_args__ = (
        ForeignKeyConstraint(["card_id", "version"], ["card_pin.card_id", "card_pin.version"]),
    )

    card_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    locked_at: Mapped[datetime]


def choose(session: Session, card: Card, pin: str, *, by: Person, now: datetime) -> CardPin:
    """Give a card that was handed over a new PIN, which also opens it when it was locked.

    Raises:
        PinMalformed, PinTooSimple: choose another one.
    """
    digits = pin_hashes.check(pin, digits=DIGITS)
    version = (current.version if (current := find(session, card.id)) else 0) + 1
    chosen = CardPin(
        card_id=card.id,
        version=version,
        hash_sealed=devices.vault(session).seal(
            pin_hashes.make(digits).encode(), bound_to=_place(card.id, version)
        ),
        chosen_at=now,
        witnessed_by_id=by.id,
    )
    session.add(chosen)
    session.flush()
    return chosen


def find(session: Session, card_id: UUID) -> CardPin | None:
    """The PIN that counts, with its lock as it is now."""
    return session.scalars(
        select(CardPin)
        .where(CardPin.card_id == card_id)
        .order_by(CardPin.version.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).first()


def is_locked(session: Session, card_id: UUID) -> bool:
    """Whether ten wrong PINs keep this card from paying."""
    chosen = find(session, card_id)
    return chosen is not None and chosen.lock is not None


def matches(session: Session, chosen: CardPin, pin: str) -> bool:
    """Whether this is the PIN that was chosen; takes about 20 ms, right or wrong."""
    place = _place(chosen.card_id, chosen.version)
    pin_hash = devices.vault(session).open(chosen.hash_sealed, bound_to=place)
    return pin_hashes.matches(pin_hash.decode(), pin)


def lock(session: Session, chosen: CardPin, *, now: datetime) -> None:
    """Let this PIN be tried no more, and its card pay nothing."""
    session.execute(
        insert(CardLock)
        .values(card_id=chosen.card_id, version=chosen.version, locked_at=now)
        .on_conflict_do_nothing()
    )
    session.expire(chosen, ["lock"])


def _place(card_id: UUID, version: int) -> str:
    return f"{card_id}:{version}"
