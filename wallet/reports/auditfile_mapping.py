"""Which account number, name and RGS code each kind of account has in an auditfile."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from wallet.ledger.accounts import AccountKind

LONGEST_NUMBER = 16
"""With a point and the number of the book, an account id has at most 35 characters."""
LONGEST_NAME, LONGEST_RGS, LONGEST_VERSION = 150, 255, 20
"""Characters, as all lengths here."""

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
        mapping = Mapping(str(written["rgs_version"]), str(written["taxonomy"]), accounts)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise MappingIncomplete(f"{path.name}: {error}") from error
    return _checked(mapping, path)


def _checked(mapping: Mapping, path: Path) -> Mapping:
    """The lengths XAF 4.0 allows, the narrower of the two editions."""
    if not 1 <= len(mapping.rgs_version) <= LONGEST_VERSION:
        raise MappingIncomplete(f"{path.name}: rgs_version has 1 to {LONGEST_VERSION} characters")
    for kind, account in mapping.accounts.items():
        most = {"number": LONGEST_NUMBER, "name": LONGEST_NAME, "rgs": LONGEST_RGS}
        for field, longest in most.items():
            if not 1 <= len(str(getattr(account, field))) <= longest:
                said = f"{field} of {kind.value} has 1 to {longest} characters"
                raise MappingIncomplete(f"{path.name}: {said}")
    if len({account.number for account in mapping.accounts.values()}) < len(mapping.accounts):
        raise MappingIncomplete(f"{path.name}: two kinds have the same number")
    return mapping
