"""`make trial-twice`: many long sequences of all that can happen to a euro, beside the reference.

The sequences are those of `tests.social_return.twice_machine`, drawn anew each time.
"""

import argparse
import time

from tests.conftest import DEVICE_KEYS
from tests.database import TestDatabase
from tests.social_return import twice_machine
from trials.lines import say
from wallet.identity.vault import Vault


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=200)
    parser.add_argument("--steps", type=int, default=40)
    asked = parser.parse_args()
    began, database = time.monotonic(), TestDatabase(None)
    try:
        done = twice_machine.run(
            database.app, Vault(DEVICE_KEYS), sequences=asked.sequences, steps=asked.steps
        )
    finally:
        database.drop()
    events = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    say(f"  done: {events}")
    took = time.monotonic() - began
    say(f"trial-twice: passed, {asked.sequences} sequences of {asked.steps} steps, {took:.0f} s")


if __name__ == "__main__":
    main()
