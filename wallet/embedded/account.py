"""The system account the embedded server runs as: this user, or its own when we are root.

PostgreSQL refuses to run as root. Opening root's private folders to another account would be a
surprise nobody asked for, so what that account cannot reach is kept where it can.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = "wallet-postgres"
STATE = Path("/var/lib") / NAME


@dataclass(frozen=True)
class Account:
    """Who the server's programs run as."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def run(
        self, command: Sequence[str | Path], *, timeout: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account; its exit status is for the caller to judge."""
        return subprocess.run(  # noqa: S603 - our own programs and paths, no shell
            [str(word) for word in command],
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else (),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=timeout,
        )

    def can_reach(self, path: Path) -> bool:
        """Whether this account may enter this folder, or run this program, and all above it."""
        return self.is_ours or self.run(["test", "-x", path]).returncode == 0

    def own(self, folder: Path) -> None:
        """Hand a folder and all that is in it to this account."""
        if self.is_ours:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def for_server() -> Account:
    """This user; for root an account without a shell, made when it is missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    entry = _find() or _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        raise LookupError(f"PostgreSQL cannot run as root: add a system account {NAME!r}")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", str(STATE)]
    shell = ["--shell", "/usr/sbin/nologin"]
    subprocess.run([useradd, *options, *shell, NAME], check=False)  # noqa: S603 - fixed words
    return _find() or pwd.getpwnam("nobody")
