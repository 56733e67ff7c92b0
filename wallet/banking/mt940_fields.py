"""The fields of an MT940 file: `:61:` and the like, with their lines, page by page."""

import re
from dataclasses import dataclass
from datetime import date

from wallet.banking.statement_faults import (
    StatementBroken,
    StatementElementMissing,
    StatementElementWrong,
    StatementTooLarge,
)
from wallet.banking.untrusted_xml import MAX_BYTES
from wallet.money import Euros

_FIELD = re.compile(r":(\d{2,3}[A-Z]?|NS):(.*)", re.ASCII)
_HEADER = re.compile(r"940|[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3,4})?|", re.ASCII)
_BLOCKS = re.compile(r"^(\{[1-5]:[^{}]*(\{[^{}]*\}[^{}]*)*(\}|$))+", re.ASCII)
_END = re.compile(r"-|-\}.*", re.ASCII)
_LONGEST_LINE = 500
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its tag without colons, its lines, and the line of the file it begins on."""

    tag: str
    lines: tuple[str, ...]
    line: int

    @property
    def name(self) -> str:
        return f":{self.tag}:"

    @property
    def text(self) -> str:
        """The lines as one: SWIFT breaks them after 65 characters, also within a word."""
        return "".join(self.lines)


def looks_like(content: bytes) -> bool:
    """Whether a file has the field that begins every MT940 statement."""
    return re.search(rb"(^|[\r\n}])(:940:|:20:)", content[:2000]) is not None


def pages(content: bytes) -> list[list[Field]]:
    """The pages of all messages of a file; each begins with :20:.

    Raises:
        StatementTooLarge, StatementBroken, StatementElementMissing
    """
    if len(content) > MAX_BYTES:
        raise StatementTooLarge(byte_count=len(content), limit=MAX_BYTES)
    found: list[list[Field]] = []
    for field in _fields(_text(content)):
        if field.tag == "20":
            found.append([])
        elif not found:
            if field.tag == "940":
                continue
            raise StatementElementMissing(line=field.line, element=":20:")
        found[-1].append(field)
    if not found:
        raise StatementElementMissing(line=1, element=":20:")
    return found


def euros(digits: str) -> Euros:
    """`250,` and `250,5` and `250,00`: a comma is always there."""
    whole, _, hundredths = digits.partition(",")
    return Euros(int(whole) * 100 + int((hundredths or "0").ljust(2, "0")))


def day(digits: str, field: Field) -> date:
    """YYMMDD. Raises StatementElementWrong."""
    try:
        return date(_CENTURY + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError as wrong:
        raise StatementElementWrong(line=field.line, element=field.name, found=digits) from wrong


def _text(content: bytes) -> str:
    """SWIFT is ASCII; some banks write more, in one of these two."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise StatementBroken(line=line, element="NUL")
    return text


def _fields(text: str) -> list[Field]:
    """Fields follow each other until a line with a hyphen; between messages stand only headers."""
    found: list[Field] = []
    tag, line, lines = "", 0, list[str]()
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        words = _BLOCKS.sub("", raw)
        match = _FIELD.fullmatch(words)
        is_end = _END.fullmatch(words) is not None
        if tag and (match or is_end):
            found.append(Field(tag, tuple(lines), line))
        if match or is_end:
            tag, line, lines = (match[1], number, [match[2]]) if match else ("", 0, [])
        elif len(words) > _LONGEST_LINE or not (tag or _HEADER.fullmatch(words.strip())):
            raise StatementBroken(line=number, element="line")
        else:
            lines.append(words)
    return [*found, Field(tag, tuple(lines), line)] if tag else found
