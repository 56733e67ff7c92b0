"""The PIN of a wallet: five digits with which its owner says yes to a large amount.

It is chosen on an own phone, counts its wrong guesses, locks after the fifth in a row, and is
taken away at the coordinator's desk, after which the owner chooses a new one.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, take_turns
from wallet.errors import Refused
from wallet.identity import pin_hashes
from wallet.identity.people import Person
from wallet.wallets.devices import Device
from wallet.wallets.wallets import Wallet

DIGITS = 5
MOST_WRONG = 5
"""Wrong guesses in a row; then it locks. A thief has five chances in a hundred thousand."""


class PinMissing(Refused):
    """This wallet has no PIN yet, or none any more."""


class PinWrong(Refused):
    """Not the PIN. It was counted."""

    is_on_record: ClassVar[bool] = True

    def __init__(self, *, left: int) -> None:
        super().__init__(f"{left} guesses left")
        self.left = left


class PinLocked(Refused):
    """Too many wrong guesses in a row. The coordinator takes this PIN away."""

    is_on_record: ClassVar[bool] = True


class Pin(Base):
    """What a wallet's PIN became: chosen on a device, or taken away by a coordinator.

    The one with the highest number is in force; it starts with no guesses.
    """

    __tablename__ = "pin"
    __table_args__ = (
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        CheckConstraint("(pin_hash is null) = (device_id is null)", name="chosen_on_a_device"),
        CheckConstraint("(pin_hash is null) = (reset_by_id is not null)", name="reset_by_somebody"),
        CheckConstraint("starts_with(pin_hash, '$argon2id$')", name="pin_hash"),
        Index(None, "wallet_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"))
    pin_hash: Mapped[str | None]
    device_id: Mapped[UUID | None]
    reset_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    since_at: Mapped[datetime]


class PinGuess(Base):
    """Somebody typed a PIN; which digits is not kept."""

    __tablename__ = "pin_guess"
    __table_args__ = (Index(None, "pin_number", "number"),)

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    pin_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("pin.number"))
    is_right: Mapped[bool]
    guessed_at: Mapped[datetime]


def choose(
    session: Session, device: Device, *, pin: str, old: str | None = None, now: datetime
) -> Pin:
    """Choose a wallet's first PIN with an own phone in hand, or a new one with the old.

    Raises:
        PinMalformed, PinTooSimple: not five digits, or the first anybody would try.
        PinWrong, PinLocked: the old one is asked for, and this is not it.
    """
    chosen = pin_hashes.check(pin, digits=DIGITS)
    take_turns(session, _turn(device.wallet_id))
    if _in_force(session, device.wallet_id) is not None:
        prove(session, device.wallet_id, pin=old or "", now=now)
    return _add(
        session,
        Pin(
            wallet_id=device.wallet_id,
            pin_hash=pin_hashes.make(chosen),
            device_id=device.id,
            since_at=now,
        ),
    )


def reset(session: Session, wallet: Wallet, *, by: Person, now: datetime) -> Pin:
    """Take a forgotten or locked PIN away, at the desk; its owner chooses a new one."""
    take_turns(session, _turn(wallet.id))
    return _add(session, Pin(wallet_id=wallet.id, reset_by_id=by.id, since_at=now))


def prove(session: Session, wallet_id: UUID, *, pin: str, now: datetime) -> None:
    """Let somebody go on who knows the PIN. One guess after the other, even from two phones.

    Raises:
        PinMalformed: not five digits; that is a slip of the finger, no guess.
        PinMissing: there is none.
        PinWrong, PinLocked: the guess is on record.
    """
    typed = pin_hashes.read(pin, digits=DIGITS)
    take_turns(session, _turn(wallet_id))
    own = _in_force(session, wallet_id)
    if own is None or own.pin_hash is None:
        raise PinMissing
    wrong = _wrong_in_a_row(session, own)
    if wrong >= MOST_WRONG:
        raise PinLocked
    is_right = pin_hashes.matches(own.pin_hash, typed)
    session.add(PinGuess(pin_number=own.number, is_right=is_right, guessed_at=now))
    session.flush()
    if not is_right:
        raise PinLocked if wrong + 1 >= MOST_WRONG else PinWrong(left=MOST_WRONG - wrong - 1)


def is_set(session: Session, wallet_id: UUID) -> bool:
    """Whether there is a PIN, locked or not."""
    return _in_force(session, wallet_id) is not None


def is_locked(session: Session, wallet_id: UUID) -> bool:
    """Whether there is a PIN, but too many guesses were wrong."""
    own = _in_force(session, wallet_id)
    return own is not None and _wrong_in_a_row(session, own) >= MOST_WRONG


def is_ready(session: Session, wallet_id: UUID) -> bool:
    """Whether its owner can say yes with it now."""
    own = _in_force(session, wallet_id)
    return own is not None and _wrong_in_a_row(session, own) < MOST_WRONG


def _turn(wallet_id: UUID) -> str:
    return f"pin:{wallet_id}"


def _add(session: Session, pin: Pin) -> Pin:
    session.add(pin)
    session.flush()
    return pin


def _in_force(session: Session, wallet_id: UUID) -> Pin | None:
    latest = session.scalars(
        select(Pin).where(Pin.wallet_id == wallet_id).order_by(Pin.number.desc()).limit(1)
    ).first()
    return latest if latest and latest.pin_hash is not None else None


def _wrong_in_a_row(session: Session, pin: Pin) -> int:
    last_right = (
        select(func.coalesce(func.max(PinGuess.number), 0))
        .where(PinGuess.pin_number == pin.number, PinGuess.is_right)
        .scalar_subquery()
    )
    counted = select(func.count()).where(
        PinGuess.pin_number == pin.number, PinGuess.number > last_right
    )
    return session.scalars(counted).one()
