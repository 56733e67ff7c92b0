"""A pairing: the one-time code that makes a device a till, and the token it then holds."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.identity import tokens
from wallet.identity.people import Person
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till

VALID_FOR = timedelta(minutes=15)


class PairingCodeUnknown(Refused):
    """No merchant made this code, or it was typed wrong."""


class PairingExpired(Refused):
    """The code was not used in time; the merchant makes a new one."""

    def __init__(self, *, expired_at: datetime) -> None:
        super().__init__(f"the pairing code expired at {expired_at:%Y-%m-%d %H:%M}")
        self.expired_at = expired_at


class PairingAlreadyUsed(Refused):
    """A device was paired with this code before."""


class TillPairing(Base):
    """A code for one till, of which only the digest is kept."""

    __tablename__ = "till_pairing"
    __table_args__ = (CheckConstraint("expires_at > issued_at", name="lifetime"),)

    id: Mapped[Key]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), index=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class TillToken(Base):
    """The digest of the token a till signs in with; one a pairing at most, by constraint."""

    __tablename__ = "till_token"

    digest: Mapped[str] = mapped_column(primary_key=True)
    pairing_id: Mapped[UUID] = mapped_column(ForeignKey("till_pairing.id"), unique=True)
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), index=True)
    paired_at: Mapped[datetime]


def issue(session: Session, till: Till, *, by: Person, now: datetime) -> str:
    """Make a pairing code for a till, good once and for fifteen minutes. It is told once: here.

    Raises:
        TillBlocked: a blocked till stays out of use; add another.
    """
    till.check_open()
    code = tokens.new_code()
    session.add(
        TillPairing(
            till_id=till.id,
            code_digest=tokens.digest(code),
            issued_by_id=by.id,
            issued_at=now,
            expires_at=now + VALID_FOR,
        )
    )
    session.flush()
    return code


def pair(session: Session, code: str, *, now: datetime) -> str:
    """Make the device that typed this code the till, and tell it its token, once.

    Raises:
        PairingCodeUnknown, PairingExpired, PairingAlreadyUsed: get a new code.
    """
    digest = tokens.digest(tokens.read_code(code))
    pairing = session.scalars(
        select(TillPairing).where(TillPairing.code_digest == digest)
    ).one_or_none()
    if pairing is None:
        raise PairingCodeUnknown
    if now >= pairing.expires_at:
        raise PairingExpired(expired_at=pairing.expires_at)

    token = tokens.new_token()
    paired = session.execute(
        insert(TillToken)
        .values(
            digest=tokens.digest(token),
            pairing_id=pairing.id,
            till_id=pairing.till_id,
            paired_at=now,
        )
        .on_conflict_do_nothing()
        .returning(TillToken.digest)
    ).first()
    if paired is None:
        raise PairingAlreadyUsed
    return token


def find_till(session: Session, token: str) -> Till | None:
    """The till that holds this token, with its merchant, programmes and block, in one query."""
    return (
        session.scalars(
            select(Till)
            .join(TillToken, TillToken.till_id == Till.id)
            .where(TillToken.digest == tokens.digest(token))
            .options(joinedload(Till.merchant, innerjoin=True).joinedload(Merchant.programmes))
        )
        .unique()
        .one_or_none()
    )
