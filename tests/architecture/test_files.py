"""Things that are true of every file."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 300
OURS = (".py", ".sql", ".js", ".css", ".html", ".toml", ".md", ".mako")
NOT_OURS = ("/vendor/", "tests/data/")

HOSTS = re.compile(r"https?://|file:|--(extra-)?index-url|--find-links")
PLACES = re.compile(r"/(root|home|Users|opt|work)/\w")


def tracked() -> list[Path]:
    """What a clone holds, as far as people wrote it."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name.endswith(OURS)]
    return [
        path for path in paths if path.exists() and not any(part in str(path) for part in NOT_OURS)
    ]


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in tracked()}

    assert {str(path): count for path, count in lengths.items() if count > LONGEST} == {}


def test_the_lock_file_names_no_host_and_no_place() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()

    assert [line for line in lines if HOSTS.search(line)] == []


def test_the_npm_lock_file_names_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")

    assert '"resolved"' not in text


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    naming = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if PLACES.search(line)
    }

    assert naming == set()


def test_vendored_files_are_the_ones_in_their_manifest() -> None:
    check = [sys.executable, "tools/vendor.py", "--check"]

    assert subprocess.run(check, cwd=ROOT, check=False).returncode == 0


def test_imports_go_downwards_only() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
