"""The pay code: 24 digits a phone makes without network, good once and for about a minute.

    handle (8) | step (2) | check (14)

    step   the last two digits of floor(unix seconds / 30)
    check  HMAC-SHA256(secret, "wallet-pay:1:" + handle + ":" + whole step), as a big-endian
           integer, modulo 10^14, zero-padded

The browser computes the same in JavaScript; `docs/pay-code.md` has the test vectors for both.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, rows
from wallet.errors import Invalid, Refused
from wallet.wallets import devices
from wallet.wallets.devices import Device

STEP_SECONDS = 30
STEPS_SHOWN = 100
HANDLE_DIGITS, STEP_DIGITS, CHECK_DIGITS = 8, 2, 14
DIGITS = HANDLE_DIGITS + STEP_DIGITS + CHECK_DIGITS


class PayCodeMalformed(Invalid):
    """A pay code is 24 digits."""


class PayCodeRefused(Refused):
    """A well-formed code that pays nothing, with its device once the check proved right."""

    def __init__(self, device: Device | None = None) -> None:
        super().__init__(type(self).__name__)
        self._device = device

    @property
    def device(self) -> Device | None:
        return self._device


class PayCodeWrong(PayCodeRefused):
    """No device makes this code, now or in the last three quarters of an hour."""


class PayCodeExpired(PayCodeRefused):
    """The phone has shown a newer code since."""


class PayCodeAlreadyUsed(PayCodeRefused):
    """This code paid before."""


class PayCodeOfBlockedDevice(PayCodeRefused):
    """The phone was reported lost or replaced."""


class PayCodeUse(Base):
    """A device's code of one step was taken by a till; once, by the primary key."""

    __tablename__ = "pay_code_use"
    __table_args__ = (CheckConstraint("step > 0", name="step"),)

    device_id: Mapped[UUID] = mapped_column(ForeignKey("device.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    used_at: Mapped[datetime]


@dataclass(frozen=True)
class PayCode:
    """The three parts of a code, as digits."""

    handle: str
    step: str
    check: str

    def __str__(self) -> str:
        return self.handle + self.step + self.check


def parse(text: str) -> PayCode:
    """Read 24 digits as scanned, or as typed in groups.

    Raises:
        PayCodeMalformed: anything but 24 digits.
    """
    digits = "".join(text.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise PayCodeMalformed
    return PayCode(
        digits[:HANDLE_DIGITS], digits[HANDLE_DIGITS:-CHECK_DIGITS], digits[-CHECK_DIGITS:]
    )


def make(secret: bytes, handle: str, step: int) -> PayCode:
    """The code a device shows during a step."""
    message = f"wallet-pay:1:{handle}:{step}".encode()
    mac = int.from_bytes(hmac.digest(secret, message, hashlib.sha256), "big")
    check = mac % 10**CHECK_DIGITS
    return PayCode(handle, f"{step % STEPS_SHOWN:0{STEP_DIGITS}}", f"{check:0{CHECK_DIGITS}}")


def step_at(now: datetime) -> int:
    """The step of this instant: the number of half minutes since 1970."""
    return int(now.timestamp()) // STEP_SECONDS


def step_meant(shown: str, *, current: int) -> int:
    """The latest step with these last two digits, at most one ahead of the current one."""
    newest = current + 1
    return newest - (newest - int(shown)) % STEPS_SHOWN


def step_of(secret: bytes, code: PayCode, *, current: int) -> int:
    """The step in which a device with this secret shows this code. Raises PayCodeWrong."""
    step = step_meant(code.step, current=current)
    if not hmac.compare_digest(make(secret, code.handle, step).check, code.check):
        raise PayCodeWrong
    return step


def use(session: Session, code: PayCode, *, now: datetime) -> Device:
    """Take a code that a phone shows now, once, and say which device showed it.

    The server's own clock decides; a phone's may be one step behind or ahead.

    Raises:
        PayCodeWrong, PayCodeExpired, PayCodeAlreadyUsed, PayCodeOfBlockedDevice.
    """
    device = devices.find_by_handle(session, code.handle)
    if device is None:
        raise PayCodeWrong
    current = step_at(now)
    step = step_of(devices.secret_of(session, device), code, current=current)
    if step < current - 1:
        raise PayCodeExpired(device)
    if device.blocked is not None:
        raise PayCodeOfBlockedDevice(device)
    if not _first_use(session, device, step, now):
        raise PayCodeAlreadyUsed(device)
    return device


def last_used_step(session: Session, device: Device) -> int | None:
    """The newest step whose code was taken: its phone shows that of a later one."""
    return session.scalar(
        select(func.max(PayCodeUse.step)).where(PayCodeUse.device_id == device.id)
    )


def _first_use(session: Session, device: Device, step: int, now: datetime) -> bool:
    """Write the use down; a rival with the same code waits here for our transaction to end."""
    return bool(rows(session, _USE, device.id, step, now))


_USE = """
insert into pay_code_use (device_id, step, used_at) values ($1, $2, $3)
on conflict do nothing returning step
"""
