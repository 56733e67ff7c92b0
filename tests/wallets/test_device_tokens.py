"""A participant's program proves that it holds the secret of a device."""

from sqlalchemy.orm import Session

from tests import build
from wallet.wallets import device_tokens, devices


def test_the_proof_follows_the_published_recipe() -> None:
    token = device_tokens.make(bytes(range(32)), "12345678")

    # hmac.digest(secret, b"wallet-api:1:12345678", "sha256").hex(), worked out apart
    assert token == ("12345678.5efd1184ff15c7949795c0fdb1cb21bc154f8351856479ddbf223bf501a95006")


def test_a_device_is_found_by_its_own_proof_only(session: Session) -> None:
    phone, other = build.a_phone(session), build.a_phone(session)
    token = device_tokens.make(phone.secret, phone.device.handle)
    stolen = device_tokens.make(other.secret, phone.device.handle)

    assert device_tokens.find_device(session, token) is phone.device
    assert device_tokens.find_device(session, stolen) is None
    assert device_tokens.find_device(session, token[:-1]) is None
    assert device_tokens.find_device(session, f"{token}é") is None
    assert device_tokens.find_device(session, "00000000.") is None


def test_a_blocked_device_proves_nothing(session: Session) -> None:
    phone = build.a_phone(session)
    devices.block(session, phone.device, by=None, now=build.NOW)

    token = device_tokens.make(phone.secret, phone.device.handle)

    assert device_tokens.find_device(session, token) is None
