"""Secrets needed in the clear, such as a device's, sealed under keys outside the database."""

import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
"""NIST SP 800-38D: 96 random bits."""


class VaultKeyMissing(LookupError):
    """A secret was sealed under a key that the settings no longer hold."""


class SealBroken(ValueError):
    """The sealed bytes were changed, or belong to another row."""


class Vault:
    """AES-256-GCM. The first key seals; all of them open, so that keys can be rotated.

    The sealed form is: one byte key id length, key id, nonce (12), ciphertext and tag.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ValueError("a vault needs at least one key")
        self._sealing_id = next(iter(keys))
        self._keys = {key_id: AESGCM(key) for key_id, key in keys.items()}
        sealing_key = keys[self._sealing_id]
        self._digest_key = hmac.digest(sealing_key, b"wallet-vault-digest:1", hashlib.sha256)

    def seal(self, plain: bytes, *, bound_to: str) -> bytes:
        """Encrypt; opens only for the same `bound_to`, such as the id of the row it stands in."""
        key_id = self._sealing_id.encode()
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._sealing_id].encrypt(nonce, plain, bound_to.encode())
        return bytes([len(key_id)]) + key_id + nonce + sealed

    def open(self, sealed: bytes, *, bound_to: str) -> bytes:
        """Decrypt.

        Raises:
            VaultKeyMissing: the key it was sealed under is not in the settings.
            SealBroken: changed, or moved here from another row.
        """
        start = 1 + sealed[0]
        key_id = sealed[1:start].decode()
        if key_id not in self._keys:
            raise VaultKeyMissing(key_id)
        nonce, box = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return self._keys[key_id].decrypt(nonce, box, bound_to.encode())
        except InvalidTag as error:
            raise SealBroken(bound_to) from error

    def digest(self, text: str) -> str:
        """HMAC-SHA256 in hex, for what is too short for a plain digest.

        After a rotation of keys it is another one: only for what lives for minutes.
        """
        return hmac.digest(self._digest_key, text.encode(), hashlib.sha256).hex()
