"""An enrolment: the one-time code that makes a participant's phone a device of the wallet."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.identity import tokens
from wallet.identity.people import Person
from wallet.wallets import devices, wallets
from wallet.wallets.devices import Device
from wallet.wallets.wallets import Wallet

VALID_FOR = timedelta(minutes=15)


class EnrolmentCodeUnknown(Refused):
    """No coordinator gave out this code, or it was typed wrong."""


class EnrolmentExpired(Refused):
    """The code was not used in time; the coordinator makes a new one."""

    def __init__(self, *, expired_at: datetime) -> None:
        super().__init__(f"the enrolment code expired at {expired_at:%Y-%m-%d %H:%M}")
        self.expired_at = expired_at


class EnrolmentAlreadyUsed(Refused):
    """A phone was enrolled with this code before."""


class Enrolment(Base):
    """A code handed to a participant, of which only the digest is kept."""

    __tablename__ = "enrolment"
    __table_args__ = (CheckConstraint("expires_at > issued_at", name="lifetime"),)

    id: Mapped[Key]
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class EnrolmentUse(Base):
    """Which device a code became; a code becomes one device at most, by its primary key."""

    __tablename__ = "enrolment_use"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), unique=True)
    used_at: Mapped[datetime]


def issue(session: Session, wallet: Wallet, *, by: Person, now: datetime) -> str:
    """Make a code for this wallet, good once and for fifteen minutes. It is told once: here."""
    code = tokens.new_code()
    session.add(
        Enrolment(
            wallet_id=wallet.id,
            code_digest=tokens.digest(code),
            issued_by_id=by.id,
            issued_at=now,
            expires_at=now + VALID_FOR,
        )
    )
    session.flush()
    return code


def enrol(session: Session, code: str, *, now: datetime) -> tuple[Device, bytes]:
    """Turn the phone that opens this code into a device, and tell it its secret, once.

    Raises:
        EnrolmentCodeUnknown: never given out.
        EnrolmentExpired: fifteen minutes are over.
        EnrolmentAlreadyUsed: another phone was first, even if at the same moment.
    """
    enrolment = _find(session, code)
    if enrolment is None:
        raise EnrolmentCodeUnknown
    if session.get(EnrolmentUse, enrolment.id) is not None:
        raise EnrolmentAlreadyUsed
    if now >= enrolment.expires_at:
        raise EnrolmentExpired(expired_at=enrolment.expires_at)

    device, secret = devices.enrol(session, wallets.get(session, enrolment.wallet_id), now=now)
    used = session.execute(
        insert(EnrolmentUse)
        .values(enrolment_id=enrolment.id, device_id=device.id, used_at=now)
        .on_conflict_do_nothing()
        .returning(EnrolmentUse.enrolment_id)
    ).first()
    if used is None:
        raise EnrolmentAlreadyUsed
    return device, secret


def _find(session: Session, code: str) -> Enrolment | None:
    digest = tokens.digest(tokens.read_code(code))
    return session.scalars(select(Enrolment).where(Enrolment.code_digest == digest)).one_or_none()
