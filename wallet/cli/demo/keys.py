"""Keys a demo makes for itself at its first start. They are refused anywhere else."""

import base64
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from wallet.config import Settings

FILE = "demo.json"


@dataclass(frozen=True)
class DemoKeys:
    """What `demo.json` in the home folder holds; readable by its owner alone."""

    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    device_key: str = field(
        default_factory=lambda: base64.b64encode(secrets.token_bytes(32)).decode(), repr=False
    )
    base_url: str = "http://127.0.0.1:8000"
    programme_id: str = ""
    """The programme that was seeded with these keys: without it, this is no demo database."""
    fund_id: str = ""
    till_tokens: dict[str, str] = field(default_factory=dict, repr=False)
    """Merchant -> the bearer token of its till."""
    treasurer_token: str = field(default="", repr=False)
    sponsor_token: str = field(default="", repr=False)

    @classmethod
    def read(cls, home: Path) -> Self | None:
        path = home / FILE
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else None

    def write(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        path = home / FILE
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    def at(self, base_url: str) -> Self:
        return replace(self, base_url=base_url)

    @property
    def vault_keys(self) -> dict[str, bytes]:
        return {"demo": base64.b64decode(self.device_key)}

    def settings(self, home: Path, database_url: str, *, signing_key: bytes) -> Settings:
        return Settings(
            secret_key=self.secret_key,
            device_keys=self.vault_keys,
            database_url=database_url,
            home=home,
            base_url=self.base_url,
            signing_key=signing_key,
            is_demo=True,
        )
