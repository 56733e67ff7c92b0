"""A spoken code: eight digits a participant reads out when nothing can be scanned.

Drawn by the server, told to the phone once, good once and for two minutes. Eight digits can be
tried out, so their digest is made under a key of the vault, a phone has one that works, and a till
that guesses must rest (`wallet.merchants.till_rests`).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from wallet.codes.pay_codes import (
    PayCodeAlreadyUsed,
    PayCodeExpired,
    PayCodeOfBlockedDevice,
    PayCodeWrong,
)
from wallet.database import Base, Key, take_turns
from wallet.errors import Refused
from wallet.wallets import devices
from wallet.wallets.devices import Device

DIGITS = 8
LIVES = timedelta(minutes=2)
REMEMBERED = timedelta(minutes=45)
"""As long as a scanned code: one that is older is as good as a guess."""
MOST, LATELY = 20, timedelta(hours=1)
"""How many one phone may ask for: enough for a market day, too few to use up all numbers."""


class TooManySpokenCodes(Refused):
    """This phone asked for very many codes in the past hour."""


class SpokenCode(Base):
    """Eight digits for one device, of which only the digest is kept."""

    __tablename__ = "spoken_code"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="lifetime"),)

    id: Mapped[Key]
    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    device: Mapped[Device] = relationship()


class SpokenCodeUse(Base):
    """A spoken code was taken by a till; once, by the primary key."""

    __tablename__ = "spoken_code_use"

    spoken_code_id: Mapped[UUID] = mapped_column(ForeignKey("spoken_code.id"), primary_key=True)
    used_at: Mapped[datetime]


@dataclass(frozen=True)
class Spoken:
    """What the phone shows, once."""

    digits: str
    expires_at: datetime


def make(session: Session, device: Device, *, now: datetime) -> Spoken:
    """Draw a code for this device; an earlier one of the same device works no more.

    Raises:
        PayCodeOfBlockedDevice: a phone that is out of use has nothing to say.
        TooManySpokenCodes: wait, or show the code to be scanned.
    """
    if device.blocked is not None:
        raise PayCodeOfBlockedDevice(device)
    take_turns(session, f"spoken-code:{device.id}")
    lately = select(func.count()).where(
        SpokenCode.device_id == device.id, SpokenCode.made_at > now - LATELY
    )
    if session.scalars(lately).one() >= MOST:
        raise TooManySpokenCodes
    expires_at = now + LIVES
    while True:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        drawn = insert(SpokenCode).values(
            device_id=device.id,
            digest=_digest(session, digits),
            made_at=now,
            expires_at=expires_at,
        )
        if session.execute(drawn.on_conflict_do_nothing().returning(SpokenCode.id)).first():
            return Spoken(digits, expires_at)


def use(session: Session, digits: str, *, now: datetime) -> Device:
    """Take a spoken code, once, and say which device it was told to.

    Raises:
        PayCodeWrong, PayCodeExpired, PayCodeAlreadyUsed, PayCodeOfBlockedDevice.
    """
    code = session.scalars(
        select(SpokenCode).where(SpokenCode.digest == _digest(session, digits))
    ).one_or_none()
    if code is None or now >= code.expires_at + REMEMBERED:
        raise PayCodeWrong
    if now >= code.expires_at or _is_replaced(session, code):
        raise PayCodeExpired(code.device)
    if code.device.blocked is not None:
        raise PayCodeOfBlockedDevice(code.device)
    used = insert(SpokenCodeUse).values(spoken_code_id=code.id, used_at=now)
    taken = used.on_conflict_do_nothing().returning(SpokenCodeUse.spoken_code_id)
    if session.execute(taken).first() is None:
        raise PayCodeAlreadyUsed(code.device)
    return code.device


def _digest(session: Session, digits: str) -> str:
    return devices.vault(session).digest(f"wallet-spoken:1:{digits}")


def _is_replaced(session: Session, code: SpokenCode) -> bool:
    later = aliased(SpokenCode)
    return session.scalars(
        select(exists().where(later.device_id == code.device_id, later.made_at > code.made_at))
    ).one()
