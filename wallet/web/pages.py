"""Pages of a long list: so many on one, and links to those before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

SIZE = 50
"""Rows on one page."""
MOST_DIGITS = 5
"""Of the number of a page; no list has more pages."""


@dataclass(frozen=True)
class Pages:
    """Which page the address asks for; the first when it asks for none, or for nonsense."""

    number: int

    @property
    def skip(self) -> int:
        """Rows on the pages before this one."""
        return (self.number - 1) * SIZE

    def links(self, count: int) -> dict[str, str]:
        """Addresses of the page before and after this one, of so many rows; where there is one."""
        found = {}
        if self.number > 1:
            found["before"] = _address(self.number - 1)
        if count > self.skip + SIZE:
            found["after"] = _address(self.number + 1)
        return found

    def cut(self, rows: Sequence[Any]) -> list[Any]:
        """Those of all rows that are on this page."""
        return list(rows[self.skip : self.skip + SIZE])


def asked() -> Pages:
    number = request.args.get("page", "")
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    return Pages(max(int(number), 1) if is_number else 1)


def _address(number: int) -> str:
    """Of this page, with all that was asked; not by `url_for`, which some names would steer."""
    wanted = [(name, text) for name, text in request.args.items(multi=True) if name != "page"]
    return f"{request.script_root}{request.path}?{urlencode([*wanted, ('page', str(number))])}"
