"""How a phone signs in without a password: fresh proof that it holds its device's secret.

    proof  HMAC-SHA256(secret, "wallet-phone:1:" + handle + ":" + step), in hex
    step   floor(unix seconds / 30), as in a pay code; one step too early or too late is taken

A proof is of now, unlike the token of `device_tokens`: one that was seen is worth nothing later.
"""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy.orm import Session

from wallet.errors import Refused
from wallet.wallets import devices
from wallet.wallets.devices import Device

STEP_SECONDS = 30


class DeviceProofWrong(Refused):
    """No phone makes this proof, or not now."""


class DeviceBlocked(Refused):
    """The phone was blocked: it may forget what it knows."""


def make(secret: bytes, handle: str, step: int) -> str:
    return hmac.digest(secret, f"wallet-phone:1:{handle}:{step}".encode(), hashlib.sha256).hex()


def get_device(session: Session, *, handle: str, proof: str, now: datetime) -> Device:
    """The device that made this proof just now.

    Whether a phone is blocked is told to that phone alone: its proof must be right first.

    Raises:
        DeviceProofWrong, DeviceBlocked.
    """
    may_be_known = proof.isascii() and handle.isascii() and handle.isdigit()
    device = devices.find_by_handle(session, handle) if may_be_known else None
    if device is None:
        raise DeviceProofWrong
    secret, step = devices.secret_of(session, device), int(now.timestamp()) // STEP_SECONDS
    taken = [make(secret, handle, near).encode() for near in (step - 1, step, step + 1)]
    if not any(hmac.compare_digest(proof.encode(), each) for each in taken):
        raise DeviceProofWrong
    if device.blocked is not None:
        raise DeviceBlocked
    return device
