"""XML written while it is made: an element at a time, whatever the size of the whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 knows no way to write (section 2.2)."""


class Writer:
    """UTF-8, an element a line, without blanks in front: a reader must not trip over size."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')

    def put(self, name: str, value: object) -> None:
        """An element with a text; days as `2026-01-31`; what XML cannot hold is left out."""
        text = str(value)
        if not text.isprintable():
            text = _NOT_XML.sub("", text)
        self._out.write(f"<{name}>{escape(text)}</{name}>\n".encode())

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """An element with others in it."""
        shown = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        self._out.write(f"<{name}{shown}>\n".encode())
        yield
        self._out.write(f"</{name}>\n".encode())
