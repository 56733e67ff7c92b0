"""kill -9 in the middle of posting, three times each; `make trial-kill` does it a hundred times."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trials import kill
from trials.victims import Victims


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the account that the server runs as can reach, too."""
    with tempfile.TemporaryDirectory(prefix="wallet-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.mark.parametrize("victim", [Victims.kill_server, Victims.kill_client])
def test_what_was_acknowledged_survives_and_nothing_is_booked_twice(
    folder: Path, victim: Callable[[Victims], None]
) -> None:
    told = kill.run(folder, victim, rounds=3)

    assert told.posted
