"""A device: the phone that shows a wallet's pay code. Its secret opens only with the vault."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CHAR, CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, known, row_of, rows
from wallet.errors import NotFound
from wallet.identity.people import Person
from wallet.identity.vault import Vault
from wallet.wallets.wallets import Wallet

SECRET_BYTES = 32

# Handles beginning with 0 or 9 are kept free: a printed card has a digit prefix of its own.
_FIRST_HANDLE, _AFTER_LAST_HANDLE = 10_000_000, 90_000_000


class DeviceNotFound(NotFound):
    """No such device of this wallet."""


class Device(Base):
    """One enrolled phone. The handle is public, as a part of every code it shows."""

    __tablename__ = "device"
    __table_args__ = (
        UniqueConstraint("id", "wallet_id"),
        CheckConstraint("handle ~ '^[1-8][0-9]{7}$'", name="handle"),
    )

    id: Mapped[Key]
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    handle: Mapped[str] = mapped_column(CHAR(8), unique=True)
    secret_sealed: Mapped[bytes]
    enrolled_at: Mapped[datetime]

    wallet: Mapped[Wallet] = relationship()
    blocked: Mapped["DeviceBlock | None"] = relationship(lazy="joined", viewonly=True)


class DeviceBlock(Base):
    """Out of use since then; without a person, another device of the wallet said so."""

    __tablename__ = "device_block"

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    blocked_at: Mapped[datetime]
    blocked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def enrol(session: Session, wallet: Wallet, *, now: datetime) -> tuple[Device, bytes]:
    """Make a device with a fresh secret of 32 bytes. The secret is told once: here."""
    device_id, secret = uuid4(), secrets.token_bytes(SECRET_BYTES)
    device = Device(
        id=device_id,
        wallet_id=wallet.id,
        handle=_free_handle(session),
        secret_sealed=vault(session).seal(secret, bound_to=str(device_id)),
        enrolled_at=now,
    )
    session.add(device)
    session.flush()
    return device, secret


def secret_of(session: Session, device: Device) -> bytes:
    """The device's secret in the clear: needed to check a code, never to be shown or logged."""
    return vault(session).open(device.secret_sealed, bound_to=str(device.id))


def vault(session: Session) -> Vault:
    """The vault this session was opened with."""
    found = session.info["vault"]
    assert isinstance(found, Vault)
    return found


def find_by_handle(session: Session, handle: str) -> Device | None:
    """Every sale asks this, so it goes past what SQLAlchemy does for a query."""
    for id_, wallet_id, secret_sealed, enrolled_at, blocked_at in rows(session, _FOUND, handle):
        device = row_of(
            Device,
            id=id_,
            wallet_id=wallet_id,
            handle=handle,
            secret_sealed=secret_sealed,
            enrolled_at=enrolled_at,
        )
        return known(session, device, without="blocked" if blocked_at is None else None)
    return None


_FOUND = """
select device.id, wallet_id, secret_sealed, enrolled_at, blocked_at
from device left join device_block on device_id = device.id
where handle = $1
"""


def get(session: Session, device_id: UUID) -> Device:
    device = session.get(Device, device_id)
    if device is None:
        raise DeviceNotFound
    return device


def find_open(session: Session, device_id: UUID) -> Device | None:
    """A device that is not blocked."""
    device = session.get(Device, device_id)
    return device if device and device.blocked is None else None


def get_of_wallet(session: Session, wallet_id: UUID, device_id: UUID) -> Device:
    """A device of this wallet; that of anybody else is not to be found."""
    device = get(session, device_id)
    if device.wallet_id != wallet_id:
        raise DeviceNotFound
    return device


def of_wallet(session: Session, wallet_id: UUID) -> list[Device]:
    """Every device of a wallet, blocked ones included, in the order they were enrolled."""
    return list(
        session.scalars(
            select(Device).where(Device.wallet_id == wallet_id).order_by(Device.enrolled_at)
        )
    )


def block(session: Session, device: Device, *, by: Person | None, now: datetime) -> DeviceBlock:
    """Put a device out of use for good; saying so again changes nothing."""
    session.execute(
        insert(DeviceBlock)
        .values(device_id=device.id, blocked_at=now, blocked_by_id=by.id if by else None)
        .on_conflict_do_nothing()
    )
    session.refresh(device, ["blocked"])
    return session.get_one(DeviceBlock, device.id)


def _free_handle(session: Session) -> str:
    """Eight digits nobody has. Drawn, not counted: they say nothing about when or whose."""
    while True:
        drawn = secrets.randbelow(_AFTER_LAST_HANDLE - _FIRST_HANDLE) + _FIRST_HANDLE
        if find_by_handle(session, str(drawn)) is None:
            return str(drawn)
