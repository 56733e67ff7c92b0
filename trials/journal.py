"""What a client was told, kept outside the database: a file of JSON lines, each written at once.

It outlives the client: what `write` handed to the kernel, a kill -9 of the process does not take.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Steps: TypeAlias = list[list[int]]
"""Source account, target account and cents of each move."""


class Journal:
    """The client's side: a line before it asks, and a line when it knows."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def ask(self, cause: str, steps: Steps) -> None:
        self._write({"ask": cause, "steps": steps})

    def posted(self, cause: str, posting_id: int) -> None:
        self._write({"posted": cause, "id": posting_id})

    def refused(self, cause: str) -> None:
        self._write({"refused": cause})

    def _write(self, entry: dict[str, object]) -> None:
        line = json.dumps(entry).encode() + b"\n"
        assert os.write(self._file, line) == len(line)


@dataclass
class Told:
    """Everything a journal says."""

    asked: dict[str, Steps] = field(default_factory=dict)
    posted: dict[str, int] = field(default_factory=dict)
    """Acknowledged: cause -> the posting it was told of."""
    refused: set[str] = field(default_factory=set)

    @classmethod
    def by(cls, path: Path) -> "Told":
        """Read a journal; a last line without its end was cut off by the kill."""
        told = cls()
        lines = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
        for entry in map(json.loads, lines):
            if "ask" in entry:
                told.asked[entry["ask"]] = entry["steps"]
            elif "posted" in entry:
                earlier = told.posted.setdefault(entry["posted"], entry["id"])
                assert earlier == entry["id"], f"two answers for {entry}"
            else:
                told.refused.add(entry["refused"])
        return told

    @property
    def unanswered(self) -> dict[str, Steps]:
        known = self.posted.keys() | self.refused
        return {cause: steps for cause, steps in self.asked.items() if cause not in known}
