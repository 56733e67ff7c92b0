"""Pages of a long list: so many on one, and links to those before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

SIZE = 50
"""Rows on one page."""
MOST = 10_000


@dataclass(frozen=True)
class Pages:
    """Which page the address asks for; the first when it asks for none, or for nonsense."""

    number: int

    @property
    def skip(self) -> int:
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
    is_number = number.isascii() and number.isdigit() and len(number) <= len(str(MOST))
    return Pages(max(int(number), 1) if is_number else 1)


def _address(number: int) -> str:
    assert request.endpoint is not None
    arguments = {**(request.view_args or {}), **request.args.to_dict(), "page": number}
    return url_for(request.endpoint, **arguments)
