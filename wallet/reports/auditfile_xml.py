"""XML written while it is made: an element at a time, whatever the size of the whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr


class Writer:
    """UTF-8, an element a line, without blanks in front: a reader must not trip over size."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')

    def put(self, name: str, value: object) -> None:
        """An element with a text; days as `2026-01-31`."""
        self._out.write(f"<{name}>{escape(str(value))}</{name}>\n".encode())

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """An element with others in it."""
        shown = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        self._out.write(f"<{name}{shown}>\n".encode())
        yield
        self._out.write(f"</{name}>\n".encode())
