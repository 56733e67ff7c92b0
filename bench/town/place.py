"""Where a town is kept: an embedded PostgreSQL in a folder, its keys beside it."""

import json
import secrets
import shutil
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from wallet.cli.signing import make_key
from wallet.config import Settings
from wallet.embedded import EmbeddedPostgres
from wallet.schema import roles

FOLDER = Path(".wallet-bench/town").absolute()
FACTS = "town.json"
KEY_ID = "town"


class TownInUse(Exception):
    """Some process works with the town now."""


@dataclass(frozen=True)
class Facts:
    """What is written down once a town is complete: a folder without it is half a town."""

    seed: int
    first_day: str
    last_day: str
    revision: str
    """Of the schema it was made with, and was brought to since."""
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        path = folder / FACTS
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else None

    def write(self, folder: Path) -> None:
        (folder / FACTS).write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")

    @property
    def days(self) -> tuple[date, date]:
        return date.fromisoformat(self.first_day), date.fromisoformat(self.last_day)


def vault_keys() -> dict[str, bytes]:
    """No secret: nobody lives in this town."""
    return {KEY_ID: bytes(range(32))}


def settings(folder: Path, server: EmbeddedPostgres, facts: Facts) -> Settings:
    """As an installation has them that serves this town."""
    return Settings(
        secret_key=facts.secret_key,
        device_keys=vault_keys(),
        database_url=server.url(roles.APP),
        home=folder,
        signing_key=make_key(folder),
    )


def clear(folder: Path) -> None:
    """Throw the town away. Raises TownInUse."""
    if EmbeddedPostgres.is_in_use(folder / "postgres"):
        raise TownInUse(folder)
    if (folder / "postgres").exists():
        EmbeddedPostgres(folder / "postgres").discard()
    shutil.rmtree(folder, ignore_errors=True)
