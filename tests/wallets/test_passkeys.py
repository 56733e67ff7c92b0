"""Challenges and forged answers; a real authenticator signs in tests/browser."""

import base64
import json
import secrets
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.wallets import passkey_challenges, passkeys, pins
from wallet.wallets.passkey_challenges import PasskeyRefused, RelyingParty
from wallet.wallets.passkeys import Passkey, PasskeyNotFound
from wallet.wallets.pins import PinMissing, PinWrong

PIN = "80417"
HERE = RelyingParty(origin="https://wallet.example", id="wallet.example")
LATER = build.NOW + timedelta(seconds=10)


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def forged(challenge: str) -> dict[str, Any]:
    client = {"type": "webauthn.create", "challenge": challenge, "origin": HERE.origin}
    said = text(json.dumps(client).encode())
    return {
        "id": text(b"key"),
        "rawId": text(b"key"),
        "type": "public-key",
        "response": {"clientDataJSON": said, "attestationObject": text(b"\xa0")},
    }


def a_phone(session: Session) -> build.Phone:
    phone = build.a_phone(session)
    pins.choose(session, phone.device, pin=PIN, now=build.NOW)
    return phone


@pytest.mark.parametrize(
    ("base_url", "here"),
    [
        ("https://wallet.example", HERE),
        ("http://localhost:8000", RelyingParty("http://localhost:8000", "localhost")),
        ("http://wallet.example", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.168.1.7", None),
        ("https://[::1]", None),
    ],
)
def test_passkeys_are_good_by_name_and_over_https(base_url: str, here: RelyingParty | None) -> None:
    assert RelyingParty.at(base_url) == here


def test_a_challenge_asks_for_the_owner_and_no_other(session: Session) -> None:
    phone = a_phone(session)

    asked = json.loads(passkeys.ask_to_add(session, phone.device, HERE, now=build.NOW))

    assert asked["rp"]["id"] == "wallet.example"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert phone.wallet.person.name not in json.dumps(asked)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"id": 1},
        {"id": "x", "rawId": "x", "type": "public-key", "response": {}},
        {"rawId": "%%%", "response": "no"},
        {"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA"}},
    ],
)
def test_what_no_phone_sends_is_refused(session: Session, answer: dict[str, Any]) -> None:
    phone = a_phone(session)
    passkeys.ask_to_add(session, phone.device, HERE, now=build.NOW)

    with pytest.raises(PasskeyRefused):
        passkeys.add(session, phone.device, HERE, answer=answer, pin=PIN, now=LATER)
    with pytest.raises(PasskeyRefused):
        passkeys.prove(session, phone.device, HERE, answer=answer, purpose="add", now=LATER)


def test_a_forged_answer_is_refused(session: Session) -> None:
    phone = a_phone(session)
    asked = json.loads(passkeys.ask_to_add(session, phone.device, HERE, now=build.NOW))

    with pytest.raises(PasskeyRefused):
        passkeys.add(
            session, phone.device, HERE, answer=forged(asked["challenge"]), pin=PIN, now=LATER
        )


def test_a_passkey_is_added_with_the_pin(session: Session) -> None:
    phone = a_phone(session)
    asked = json.loads(passkeys.ask_to_add(session, phone.device, HERE, now=build.NOW))
    answer = forged(asked["challenge"])

    with pytest.raises(PinWrong):
        passkeys.add(session, phone.device, HERE, answer=answer, pin="29536", now=LATER)
    bare = build.a_phone(session)
    with pytest.raises(PinMissing):
        passkeys.add(session, bare.device, HERE, answer=answer, pin=PIN, now=LATER)


def test_a_challenge_is_good_once_for_two_minutes_and_one_purpose(session: Session) -> None:
    device = a_phone(session).device
    other = build.a_phone(session).device

    def draw() -> bytes:
        return passkey_challenges.draw(session, device, purpose="add", now=build.NOW)

    def use(minutes: float = 1, purpose: str = "add", by: Any = device) -> bytes:
        at = build.NOW + timedelta(minutes=minutes)
        return passkey_challenges.use(session, by, purpose=purpose, now=at)

    draw()
    drawn = draw()
    with pytest.raises(PasskeyRefused):
        use(minutes=2)
    with pytest.raises(PasskeyRefused):
        use(purpose=passkey_challenges.of_confirmation(device.id))
    with pytest.raises(PasskeyRefused):
        use(by=other)
    assert use() == drawn
    with pytest.raises(PasskeyRefused):
        use()


def a_passkey(session: Session, phone: build.Phone) -> Passkey:
    """As if an authenticator had made it; a real one does in tests/browser."""
    made = Passkey(
        wallet_id=phone.wallet.id,
        device_id=phone.device.id,
        credential_id=secrets.token_bytes(16),
        public_key=b"public",
        sign_count=0,
        added_at=build.NOW,
    )
    session.add(made)
    session.flush()
    return made


def test_a_passkey_that_is_taken_away_says_yes_no_more(session: Session) -> None:
    phone = a_phone(session)
    kept, lost = a_passkey(session, phone), a_passkey(session, phone)

    for _ in range(2):
        passkeys.remove(session, phone.wallet.id, lost.id, now=LATER)

    assert passkeys.of_wallet(session, phone.wallet.id) == [kept]
    answer = {"rawId": text(lost.credential_id), "response": {}}
    with pytest.raises(PasskeyRefused):
        passkeys.prove(session, phone.device, HERE, answer=answer, purpose="add", now=LATER)


def test_the_passkey_of_somebody_else_is_not_to_be_found(session: Session) -> None:
    phone, stranger = a_phone(session), a_phone(session)
    theirs = a_passkey(session, stranger)

    with pytest.raises(PasskeyNotFound):
        passkeys.remove(session, phone.wallet.id, theirs.id, now=LATER)

    assert passkeys.of_wallet(session, stranger.wallet.id) == [theirs]
