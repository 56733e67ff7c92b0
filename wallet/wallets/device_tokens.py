"""What a participant's program shows instead of a cookie: proof that it has the secret."""

import hashlib
import hmac

from sqlalchemy.orm import Session

from wallet.wallets import devices
from wallet.wallets.devices import Device

SEPARATOR = "."
"""In no other token of ours: those are URL-safe base64."""


def make(secret: bytes, handle: str) -> str:
    """`handle.proof`, where proof is HMAC-SHA256(secret, "wallet-api:1:" + handle) in hex."""
    proof = hmac.digest(secret, f"wallet-api:1:{handle}".encode(), hashlib.sha256)
    return f"{handle}{SEPARATOR}{proof.hex()}"


def find_device(session: Session, token: str) -> Device | None:
    """The device that made this token, unless it was blocked."""
    handle = token.partition(SEPARATOR)[0]
    if not (handle.isascii() and handle.isdigit()):
        return None
    device = devices.find_by_handle(session, handle)
    if device is None or device.blocked is not None:
        return None
    expected = make(devices.secret_of(session, device), handle)
    return device if hmac.compare_digest(expected.encode(), token.encode()) else None
