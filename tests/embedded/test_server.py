"""The embedded PostgreSQL starts everywhere, is shared, and survives a kill -9."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from wallet.embedded import EmbeddedPostgres

Start = Callable[[Path], EmbeddedPostgres]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a server run as root can be reached too."""
    with tempfile.TemporaryDirectory(prefix="wallet-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[EmbeddedPostgres] = []

    def start(folder: Path) -> EmbeddedPostgres:
        started.append(EmbeddedPostgres(folder, durable=False))
        return started[-1]

    yield start
    started[-1].discard()


def test_what_was_committed_is_there_after_a_restart(folder: Path, start: Start) -> None:
    server = start(folder / "postgres")
    _remember(server, "42")
    server.stop()

    assert _recall(start(folder / "postgres")) == "42"


def test_a_server_recovers_after_everything_was_killed(folder: Path, start: Start) -> None:
    server = EmbeddedPostgres(folder / "postgres")
    _remember(server, "killed")
    _kill_everything(folder / "postgres")

    assert _recall(start(folder / "postgres")) == "killed"


def test_the_number_of_a_killed_server_may_be_somebody_elses_now(
    folder: Path, start: Start
) -> None:
    start(folder / "postgres").stop()
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1\n5432\n\n\n  1 1\nready\n")

    _remember(start(folder / "postgres"), "started")


def test_the_last_process_that_uses_a_server_stops_it(folder: Path, start: Start) -> None:
    server = start(folder / "postgres")
    script = (
        "import sys; from pathlib import Path; from wallet.embedded import EmbeddedPostgres;"
        "EmbeddedPostgres(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", script, folder / "postgres"], check=True)
    _remember(server, "still running")

    server.stop()

    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()
    start(folder / "postgres")


def test_a_path_too_long_for_a_socket_is_no_hindrance(folder: Path, start: Start) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)

    _remember(start(deep), "deep")


@pytest.mark.parametrize("name", ["my wallet + 100%", "Karin's, new"])
def test_a_path_with_spaces_and_signs_is_no_hindrance(
    folder: Path, start: Start, name: str
) -> None:
    server = start(folder / name)

    _remember(server, "signs")

    with psycopg.connect(server.admin_url) as connection:  # libpq reads the URL its own way
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_folder_only_its_owner_may_enter_stays_closed(folder: Path, start: Start) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)

    _remember(start(closed / "postgres"), "closed")

    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_throwing_the_folder_away_throws_the_data_away(folder: Path, start: Start) -> None:
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    _remember(start(closed / "postgres"), "thrown away")
    subprocess.run(["rm", "-r", closed / "postgres"], check=True)

    _remember(start(closed / "postgres"), "begun anew")


def test_a_new_file_of_the_log_keeps_nobody_waiting(folder: Path, start: Start) -> None:
    server = start(folder / "postgres")

    with psycopg.connect(server.admin_url) as connection:
        shown = [
            connection.execute(f"show {name}").fetchone()
            for name in ("wal_segment_size", "max_wal_size", "min_wal_size")
        ]

    assert shown == [("1MB",), ("1GB",), ("80MB",)]


def test_only_its_owner_reaches_the_socket(folder: Path, start: Start) -> None:
    server = start(folder / "postgres")

    with psycopg.connect(server.admin_url) as connection:
        row = connection.execute("show unix_socket_directories").fetchone()
        listening = connection.execute("show listen_addresses").fetchone()
    assert row
    assert stat.S_IMODE(Path(row[0]).stat().st_mode) == 0o700
    assert listening == ("",)


def _remember(server: EmbeddedPostgres, word: str) -> None:
    with psycopg.connect(server.admin_url) as connection:
        connection.execute("create table note (word text)")
        connection.execute("insert into note values (%s)", (word,))


def _recall(server: EmbeddedPostgres) -> str:
    with psycopg.connect(server.admin_url) as connection:
        row = connection.execute("select word from note").fetchone()
    assert row
    return str(row[0])


def _kill_everything(folder: Path) -> None:
    postmaster = psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
    for process in (postmaster, *postmaster.children()):
        process.send_signal(signal.SIGKILL)
