"""A phone's own key, in software: what a browser and a finger make of a challenge (WebAuthn, 2)."""

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from wallet.wallets.passkey_challenges import RelyingParty

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
P256_BYTES = 32


def text(raw: bytes) -> str:
    """Base64 as browsers write it: for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Authenticator:
    """One key pair that counts its signatures, in a browser that says where it is."""

    def __init__(self, here: RelyingParty) -> None:
        self.here = here
        self.credential_id = secrets.token_bytes(16)
        self.count = 0
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`; CBOR by hand, it is this once."""
        place = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(PRESENT | VERIFIED | ATTESTED) + place + self._public_key()
        attestation = (
            b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"
            + len(data).to_bytes(2, "big")
            + data
        )
        return self._answer("create", options, attestationObject=lambda _: attestation)

    def sign(self, options: str, *, flags: int = PRESENT | VERIFIED) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`, the counter one higher."""
        self.count += 1
        data = self._data(flags)

        def signature(said: bytes) -> bytes:
            signed = data + hashlib.sha256(said).digest()
            return self._key.sign(signed, ec.ECDSA(hashes.SHA256()))

        return self._answer("get", options, authenticatorData=lambda _: data, signature=signature)

    def _answer(self, deed: str, options: str, **parts: Any) -> dict[str, Any]:
        client = {
            "type": f"webauthn.{deed}",
            "challenge": json.loads(options)["challenge"],
            "origin": self.here.origin,
        }
        said = json.dumps(client).encode()
        response = {name: text(part(said)) for name, part in parts.items()}
        return {
            "id": text(self.credential_id),
            "rawId": text(self.credential_id),
            "type": "public-key",
            "response": response | {"clientDataJSON": text(said)},
        }

    def _data(self, flags: int) -> bytes:
        place = hashlib.sha256(self.here.id.encode()).digest()
        return place + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> bytes:
        """COSE (RFC 9053): EC2, ES256, P-256, x, y."""
        point = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(P256_BYTES, "big") for number in (point.x, point.y))
        return b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y
