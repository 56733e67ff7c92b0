"""How to read one element of an ISO 20022 message: text, amount, day, direction."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NoReturn

from lxml import etree

from wallet import clock
from wallet.banking.statement_faults import (
    StatementElementMissing,
    StatementElementWrong,
    StatementNotInEuros,
)
from wallet.banking.untrusted_xml import Element
from wallet.money import Euros

LARGEST_AMOUNT = Euros(10**15 - 1)
"""13 digits of euros and two of cents, as below: no entry brings more."""
_AMOUNT = re.compile(r"(\d{1,13})(?:\.(\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)


class Direction(StrEnum):
    """Seen from the account holder: a credit came in, a debit went out."""

    CREDIT = "credit"
    DEBIT = "debit"


_DIRECTIONS = {"CRDT": Direction.CREDIT, "DBIT": Direction.DEBIT}


def drop_namespace(root: Element, namespace: str) -> None:
    """Call the message's own elements by their bare names; foreign ones keep theirs."""
    prefix = f"{{{namespace}}}"
    for element in root.iter(f"{prefix}*"):
        element.tag = element.tag.removeprefix(prefix)


def find(element: Element, *paths: str) -> Element | None:
    """The first element on the first of these paths that is there."""
    return next((found for path in paths if (found := element.find(path)) is not None), None)


def get(element: Element, *paths: str) -> Element:
    """The element on the first of these paths that is there.

    Raises:
        StatementElementMissing
    """
    if (found := find(element, *paths)) is None:
        raise StatementElementMissing(line=line_of(element), element=paths[0])
    return found


def each(element: Element, path: str) -> Iterator[Element]:
    yield from element.iterfind(path)


def line_of(element: Element) -> int:
    return int(element.sourceline or 1)


def text_of(element: Element) -> str:
    """The words of an element, runs of white space made one space; NUL cannot be in XML."""
    return " ".join((element.text or "").split())


def find_text(element: Element, *paths: str) -> str | None:
    """The words on the first of these paths that has any."""
    for path in paths:
        found = element.find(path)
        if found is not None and (words := text_of(found)):
            return words
    return None


def get_text(element: Element, *paths: str) -> str:
    """Raises: StatementElementMissing, StatementElementWrong (empty)."""
    found = get(element, *paths)
    return text_of(found) or _wrong(found)


def amount(element: Element) -> Euros:
    """An amount of money, not negative: digits, and at most two decimals after a point.

    Raises:
        StatementNotInEuros, StatementElementWrong
    """
    currency = element.get("Ccy", "")
    if currency != "EUR":
        raise StatementNotInEuros(line=line_of(element), element=_name(element), currency=currency)
    match = _AMOUNT.fullmatch(text_of(element))
    if match is None:
        _wrong(element)
    return Euros(int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")))


def direction(element: Element) -> Direction:
    """`CdtDbtInd` below this element."""
    indicator = get(element, "CdtDbtInd")
    return _DIRECTIONS.get(text_of(indicator)) or _wrong(indicator)


def signed(value: Euros, way: Direction) -> Euros:
    return value if way is Direction.CREDIT else -value


def day(element: Element) -> date:
    """The day of a `Dt` or a `DtTm`; an instant with an offset is a day in Amsterdam.

    Raises:
        StatementElementWrong
    """
    words = text_of(element)
    try:
        if match := _DAY.fullmatch(words):
            return date.fromisoformat(match[1])
        instant = datetime.fromisoformat(words)
        return clock.day_of(instant) if instant.tzinfo else instant.date()
    except (ValueError, OverflowError):
        _wrong(element)


def flag(element: Element, path: str) -> bool:
    """An `xs:boolean`; absent is false."""
    found = element.find(path)
    if found is None:
        return False
    words = text_of(found)
    if words not in {"true", "1", "false", "0"}:
        _wrong(found)
    return words in {"true", "1"}


def _name(element: Element) -> str:
    return str(etree.QName(element).localname)


def _wrong(element: Element) -> NoReturn:
    raise StatementElementWrong(
        line=line_of(element), element=_name(element), found=text_of(element)
    )
