"""Start, share and stop a PostgreSQL that lives in a folder.

Several processes may use one server (`wallet demo` and, beside it, `wallet ledger audit`). Each
holds a shared lock on `users.lock` for as long as it lives; the kernel lets go of it even after
a kill -9. Who gets that lock alone is the last one, and stops the server. Starting and stopping
take turns on `turn.lock`.
"""

import atexit
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from wallet.embedded import account, cluster, postmaster, programs

DATABASE = "wallet"
SUPERUSER = "postgres"
LONGEST_SOCKET_PATH = 100  # bytes; a socket's address holds 108 on Linux, 104 on macOS
IN_NO_SOCKET_PATH = set(",'")
"""PostgreSQL reads a list of paths here, and pg_ctl the words of a shell."""
RECOVERY_SECONDS = 300  # after a crash the server replays its log before it answers
MOMENTS = 5  # of a second, in which what is left of a killed server notices and ends
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class EmbeddedPostgresFailed(Exception):
    """The server did not do what was asked; its own words say why."""


class EmbeddedPostgres:
    """A PostgreSQL of our own in a folder, stopped when the last process that uses it ends."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """Start the server of this folder, or join it when it runs.

        Args:
            folder: where its files are; made when missing.
            durable: False only for tests: a crash of the machine may then cost everything.
        """
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._settings = () if durable else NOT_DURABLE
        self._account = account.for_server()
        self._started_by = os.getpid()
        with self._turn():
            self._place = self._settle()
            self.programs = programs.find(self._account, self._place)
            self._start()
            self._users = self._folder.joinpath("users.lock").open("a")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        atexit.register(self.stop)

    @staticmethod
    def is_in_use(folder: Path) -> bool:
        """Whether some process works with the server of this folder now."""
        users = folder / "users.lock"
        if not users.exists():
            return False
        with users.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    programs: Path
    """Where this server's `psql`, `pgbench` and `pg_dump` are."""

    def url(self, user: str = SUPERUSER, database: str = DATABASE) -> str:
        """A connection URL over the server's own socket; there is no TCP port to reach."""
        host = {"host": str(self._socket_folder)}
        url = URL.create("postgresql", user, database=database, query=host).render_as_string()
        return url.replace("+", "%20")  # a space in the path: libpq takes a plus for a plus

    @property
    def admin_url(self) -> str:
        """For who makes roles and databases."""
        return self.url(database="postgres")

    def stop(self) -> None:
        """Let go of the server; the last one stops it. A forked child lets go of nothing."""
        atexit.unregister(self.stop)
        is_gone = self._users.closed or not self._folder.exists()
        if is_gone or self._started_by != os.getpid():
            return
        with self._turn(), self._users, suppress(BlockingIOError):
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._control("stop", "-m", "fast")

    def discard(self) -> None:
        """Stop the server, whoever uses it, and throw everything in it away."""
        atexit.unregister(self.stop)
        with self._turn(), self._users:
            _remove(self._place)
            shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _turn(self) -> Iterator[IO[str]]:
        with self._folder.joinpath("turn.lock").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield turn

    def _settle(self) -> Path:
        """The folder itself, or a place the server's account can reach, linked from the folder.

        Throwing the folder away throws the data away: a place without its link is begun anew.
        """
        if self._account.can_reach(self._folder.parent):
            self._account.own(self._folder)
            return self._folder
        place = account.STATE / sha256(bytes(self._folder)).hexdigest()[:12]
        link = self._folder / "kept-at"
        if not link.exists():
            _remove(place)
            place.mkdir(mode=0o755, parents=True)
            link.unlink(missing_ok=True)
            link.symlink_to(place)
        self._account.own(place)
        return place

    @property
    def _data(self) -> Path:
        return self._place / "data"

    @property
    def _socket_folder(self) -> Path:
        """Beside the data, or in a place of its own where that path cannot be a socket's."""
        is_short = len(bytes(self._place / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
        if is_short and not IN_NO_SOCKET_PATH & set(str(self._place)):
            return self._place
        name = f"wallet-{sha256(bytes(self._place)).hexdigest()[:12]}"
        return Path("/tmp", name)  # noqa: S108 - `_private` refuses a folder of somebody else

    def _start(self) -> None:
        if not (self._data / "PG_VERSION").exists():
            self._initialise()
        if self._answers():
            return None
        _private(self._socket_folder, self._account)
        settings = " ".join(f"-c {setting}" for setting in self._settings)
        options = f"-k '{self._socket_folder}' -c listen_addresses= {settings}"
        for _ in range(MOMENTS):
            with suppress(EmbeddedPostgresFailed):
                return self._start_once(options)
            time.sleep(1)
        return self._start_once(options)

    def _start_once(self, options: str) -> None:
        postmaster.forget_the_dead(self._data)
        self._control("start", "-l", self._place / "server.log", "-o", options)

    def _initialise(self) -> None:
        """Made beside its final name: a folder called `data` is never half a database."""
        fresh = self._place / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        options = cluster.options(durable=not self._settings)
        self._run(self.programs / "initdb", "-D", fresh, "-U", SUPERUSER, *options)
        shutil.rmtree(self._data, ignore_errors=True)
        fresh.rename(self._data)

    def _answers(self) -> bool:
        ready: list[str | Path] = [
            self.programs / "pg_isready",
            "-q",
            "-h",
            self._socket_folder,
        ]
        return self._account.run(ready).returncode == 0

    def _control(self, verb: str, *options: str | Path) -> None:
        patience = ("-w", "-t", str(RECOVERY_SECONDS))
        self._run(self.programs / "pg_ctl", verb, "-D", self._data, *patience, *options)

    def _run(self, *command: str | Path) -> None:
        done = self._account.run(command, timeout=RECOVERY_SECONDS + 30)
        if done.returncode != 0:
            raise EmbeddedPostgresFailed(f"{Path(command[0]).name}: {done.stdout}{self._log()}")

    def _log(self) -> str:
        log = self._place / "server.log"
        return "".join(log.read_text().splitlines(keepends=True)[-20:]) if log.exists() else ""


def _remove(place: Path) -> None:
    postmaster.end(place / "data")
    shutil.rmtree(place, ignore_errors=True)


def _private(folder: Path, owner: account.Account) -> None:
    """Make sure that only this account (and root) can reach the socket: it asks no password."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, owner.uid, owner.gid)
    if folder.stat().st_uid != owner.uid:
        raise EmbeddedPostgresFailed(f"{folder} belongs to somebody else")
    folder.chmod(0o700)
