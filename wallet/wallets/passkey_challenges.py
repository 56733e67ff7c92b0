"""What a phone signs with a passkey: a challenge of ours, good once, here, and for one purpose."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.errors import Refused
from wallet.wallets.devices import Device

CHALLENGE_BYTES = 32
CHALLENGE_LIVES = timedelta(minutes=2)

ADDING = "add"
"""The purpose of a challenge that makes a passkey."""


class PasskeyRefused(Refused):
    """The phone's answer does not prove that its owner is there, now."""


@dataclass(frozen=True)
class RelyingParty:
    """Where passkeys are good: the origin people see, and its host name."""

    origin: str
    id: str

    @classmethod
    def at(cls, base_url: str) -> Self | None:
        """Nothing where browsers allow no passkeys: without https, or by an address of digits."""
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        is_safe = parts.scheme == "https" or host == "localhost"
        is_name = any(letter.isalpha() for letter in host) and ":" not in host
        if not (is_safe and is_name):
            return None
        return cls(origin=f"{parts.scheme}://{parts.netloc}", id=host)


class PasskeyChallenge(Base):
    """What a phone has to sign, once and within two minutes, for one purpose."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (
        CheckConstraint("octet_length(challenge) = 32", name="challenge"),
        CheckConstraint("purpose ~ '^(add|confirmation:[0-9a-f-]{36})$'", name="purpose"),
        Index(None, "device_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"))
    challenge: Mapped[bytes] = mapped_column(unique=True)
    purpose: Mapped[str]
    issued_at: Mapped[datetime]


class PasskeyChallengeUse(Base):
    """A challenge was answered; once, by the primary key."""

    __tablename__ = "passkey_challenge_use"

    challenge_number: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("passkey_challenge.number"), primary_key=True, autoincrement=False
    )
    used_at: Mapped[datetime]


def of_confirmation(confirmation_id: UUID) -> str:
    """The purpose of a challenge that says yes to this amount in this shop, and to no other."""
    return f"confirmation:{confirmation_id}"


def draw(session: Session, device: Device, *, purpose: str, now: datetime) -> bytes:
    """A fresh challenge for this phone; with it the earlier ones for the purpose are void."""
    drawn = secrets.token_bytes(CHALLENGE_BYTES)
    session.add(
        PasskeyChallenge(device_id=device.id, challenge=drawn, purpose=purpose, issued_at=now)
    )
    session.flush()
    return drawn


def use(session: Session, device: Device, *, purpose: str, now: datetime) -> bytes:
    """The last challenge for this purpose; a rival with the same waits here, and is refused.

    Raises:
        PasskeyRefused: none was drawn, two minutes ago, or it was answered.
    """
    last = session.scalars(
        select(PasskeyChallenge)
        .where(PasskeyChallenge.device_id == device.id, PasskeyChallenge.purpose == purpose)
        .order_by(PasskeyChallenge.number.desc())
        .limit(1)
    ).first()
    if last is None or now >= last.issued_at + CHALLENGE_LIVES:
        raise PasskeyRefused
    used = session.execute(
        insert(PasskeyChallengeUse)
        .values(challenge_number=last.number, used_at=now)
        .on_conflict_do_nothing()
        .returning(PasskeyChallengeUse.challenge_number)
    )
    if used.first() is None:
        raise PasskeyRefused
    return last.challenge
