"""Settings, read once from the environment. Features are handed what they need of them."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

KEY_BYTES = 32
SHORTEST_SECRET = 32
SIGNING_KEY_FILE = "signing.key"


class SettingMissing(LookupError):
    """A setting without which the wallet must not start."""


@dataclass(frozen=True)
class Settings:
    """How this installation is set up. The README has a table of the `WALLET_` variables."""

    secret_key: str = field(repr=False)
    """Signs session cookies; at least 32 characters."""
    device_keys: Mapping[str, bytes] = field(repr=False)
    """Key id -> 32 bytes. The first seals device secrets; the others still open old ones."""
    database_url: str | None = field(default=None, repr=False)
    """As `wallet_app`. Not set: the embedded PostgreSQL in `home`."""
    owner_database_url: str | None = field(default=None, repr=False)
    """As `wallet_owner`, for migrations only."""
    admin_database_url: str | None = field(default=None, repr=False)
    """As an administrator, for `wallet db init` only."""
    behind_pgbouncer: bool = False
    home: Path = Path(".wallet")
    """Where the embedded database, demo keys and demo mail live."""
    base_url: str = "http://127.0.0.1:8000"
    """How people reach this installation; with https, cookies are for https alone."""
    mail_url: str = "folder"
    """`smtp://user:password@host:port?from=address`, or `folder` for files in `home/mail`."""
    is_demo: bool = False
    signing_key: bytes | None = field(default=None, repr=False)
    """Ed25519, 32 bytes: signs the seals of the ledger. Without it this process seals nothing."""
    seal_keys: tuple[bytes, ...] = ()
    """Public keys of the signing keys before it; their seals stay checkable."""
    trusted_proxies: int = 0
    """How many reverse proxies in front may set X-Forwarded-For, -Proto and -Host."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read `WALLET_*`.

        Raises:
            SettingMissing: a secret is not set, or too short to be one.
        """
        read = environment.get
        secret_key = read("WALLET_SECRET_KEY", "")
        if len(secret_key) < SHORTEST_SECRET:
            raise SettingMissing(
                f"WALLET_SECRET_KEY must hold at least {SHORTEST_SECRET} random characters;"
                " make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        return cls(
            secret_key=secret_key,
            device_keys=_keys(read("WALLET_DEVICE_KEYS", "")),
            database_url=read("WALLET_DATABASE_URL"),
            owner_database_url=read("WALLET_OWNER_DATABASE_URL"),
            admin_database_url=read("WALLET_ADMIN_DATABASE_URL"),
            behind_pgbouncer=read("WALLET_BEHIND_PGBOUNCER", "no") == "yes",
            home=home(environment),
            base_url=read("WALLET_BASE_URL", cls.base_url).rstrip("/"),
            mail_url=read("WALLET_MAIL_URL", cls.mail_url),
            signing_key=signing_key(environment),
            seal_keys=seal_keys(environment),
            trusted_proxies=int(read("WALLET_TRUSTED_PROXIES", "0")),
        )


def home(environment: Mapping[str, str] = os.environ) -> Path:
    return Path(environment.get("WALLET_HOME", ".wallet")).absolute()


def _keys(text: str) -> dict[str, bytes]:
    """Read `id:base64,id:base64`; each key is 32 bytes."""
    keys: dict[str, bytes] = {}
    for pair in filter(None, text.split(",")):
        key_id, _, encoded = pair.strip().partition(":")
        try:
            keys[key_id] = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise SettingMissing(f"WALLET_DEVICE_KEYS: key {key_id!r} is not base64") from error
        if not key_id or len(keys[key_id]) != KEY_BYTES:
            raise SettingMissing(f"WALLET_DEVICE_KEYS: key {key_id!r} is not 32 bytes")
    if not keys:
        raise SettingMissing(
            "WALLET_DEVICE_KEYS must hold at least one key as id:base64 of 32 random bytes"
        )
    return keys


def signing_key(environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The private key of seals: WALLET_SIGNING_KEY, or what `signing.key` in WALLET_HOME holds.

    Both are 32 random bytes in base64; without, nothing is sealed.
    """
    path = home(environment) / SIGNING_KEY_FILE
    text = environment.get("WALLET_SIGNING_KEY")
    if text is None and path.exists():
        text = path.read_text("ascii")
    return None if text is None else _key_bytes("WALLET_SIGNING_KEY", text)


def seal_keys(environment: Mapping[str, str] = os.environ) -> tuple[bytes, ...]:
    """WALLET_SEAL_KEYS: the public keys, in base64, of signing keys that were replaced."""
    texts = filter(None, environment.get("WALLET_SEAL_KEYS", "").split(","))
    return tuple(_key_bytes("WALLET_SEAL_KEYS", text) for text in texts)


def _key_bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise SettingMissing(f"{name} is not base64") from error
    if len(key) != KEY_BYTES:
        raise SettingMissing(f"{name} is not 32 bytes in base64")
    return key
