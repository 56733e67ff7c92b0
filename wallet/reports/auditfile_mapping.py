"""Which account number, name and RGS code each kind of account has in an auditfile."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from wallet.ledger.accounts import AccountKind

OURS = Path(__file__).with_name("auditfile_rgs.toml")


class MappingIncomplete(ValueError):
    """A mapping names a number, a name and an RGS code for every kind of account."""


@dataclass(frozen=True)
class MappedAccount:
    number: str
    name: str
    rgs: str


@dataclass(frozen=True)
class Mapping:
    """Read from a TOML file; `auditfile_rgs.toml` is the one that comes along."""

    rgs_version: str
    taxonomy: str
    accounts: dict[AccountKind, MappedAccount]

    def account_id(self, kind: AccountKind, book_id: int) -> str:
        """`1730.12`: the number of the kind, and the book of the fund."""
        return f"{self.accounts[kind].number}.{book_id}"


def read(path: Path = OURS) -> Mapping:
    """Raises MappingIncomplete."""
    try:
        written = tomllib.loads(path.read_text("utf-8"))
        accounts = {kind: MappedAccount(**written["accounts"][kind.value]) for kind in AccountKind}
        return Mapping(str(written["rgs_version"]), str(written["taxonomy"]), accounts)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise MappingIncomplete(f"{path.name}: {error}") from error
