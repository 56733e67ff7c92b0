"""`make trial-kill`: kill -9 in the middle of posting, of the server or of the client.

After each kill: every posting the client was told of is in the books, with its own id and exactly
its moves; nothing is there that was not asked for, or was refused; the audit finds no difference.
"""

import argparse
import random
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from trials.journal import Told
from trials.lines import say
from trials.victims import Victims

DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


def run(folder: Path, kill: Callable[[Victims], None], *, rounds: int) -> Told:
    """Kill so many times, each time at some instant of the posting, and check each time."""
    victims = Victims(folder)
    try:
        with victims.engine.connect() as connection:
            assert {connection.scalar(text(f"show {name}")) for name in DURABILITY} == {"on"}
        for _ in range(rounds):
            victims.wait_for_news()
            time.sleep(random.random())
            kill(victims)
            victims.check()
        victims.wait_for_news()
        return victims.let_finish()
    finally:
        victims.discard()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    random.seed(seed)
    say(
        f"trial-kill: {asked.rounds} kills of the server, {asked.rounds} of the client, seed {seed}"
    )
    began = time.monotonic()
    for kill in (Victims.kill_server, Victims.kill_client):
        with tempfile.TemporaryDirectory(prefix="wallet-trial-") as name:
            Path(name).chmod(0o711)  # for the account the server runs as
            told = run(Path(name), kill, rounds=asked.rounds)
        say(
            f"  {kill.__name__}: {asked.rounds} times, {len(told.posted)} postings acknowledged,"
            f" {len(told.refused)} refused: none lost, none twice, audit clean"
        )
    say(f"trial-kill: passed, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
