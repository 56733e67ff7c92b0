"""The keys of seals: Ed25519 (RFC 8032). The private one comes from the settings alone."""

from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class SigningKey:
    """Signs seals. Made from 32 random bytes that nobody else knows."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: bytes = self._key.public_key().public_bytes_raw()
        self.id = id_of(self.public)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class PublicKeys:
    """The public keys seals may be signed with, those of retired signing keys included."""

    def __init__(self, keys: Iterable[bytes] = ()) -> None:
        self.by_id: dict[str, bytes] = {id_of(key): key for key in keys}

    def __bool__(self) -> bool:
        return bool(self.by_id)

    def signed(self, message: bytes, signature: bytes, *, key_id: str) -> bool:
        """Whether one of these keys, the one with this id, signed the message."""
        if key_id not in self.by_id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.by_id[key_id]).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def ours(seed: bytes | None, earlier: Iterable[bytes]) -> PublicKeys:
    """The keys whose seals are ours: that of the signing key, if any, and those before it."""
    own = () if seed is None else (SigningKey(seed).public,)
    return PublicKeys([*own, *earlier])


def id_of(public: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the 32 bytes of a public key."""
    return sha256(public).hexdigest()[:16]
