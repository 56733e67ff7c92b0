"""XML from outside: no document type, no entities, no network, no surprise in size."""

from typing import Any, NoReturn
from xml.parsers import expat

from lxml import etree

from wallet.banking.statement_faults import (
    StatementBroken,
    StatementCarriesDtd,
    StatementTooLarge,
)

MAX_BYTES = 20 * 1024 * 1024
"""20 MB: about 20,000 entries, more than a month of any municipality."""

Element = Any
"""An `lxml.etree._Element`; lxml has no types."""


def read(content: bytes) -> Element:
    """The root element of a file somebody sent us.

    Raises:
        StatementTooLarge, StatementCarriesDtd, StatementBroken
    """
    if len(content) > MAX_BYTES:
        raise StatementTooLarge(byte_count=len(content), limit=MAX_BYTES)
    _check_prolog(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise StatementBroken(line=wrong.lineno or 1) from wrong
    if root.getroottree().docinfo.internalDTD is not None:
        raise StatementCarriesDtd(line=1, element=etree.QName(root).localname)
    return root


class _RootReached(Exception):
    """The prolog is over and was harmless."""


def _check_prolog(content: bytes) -> None:
    """Stop at a document type declaration before one of its entities is read."""
    parser = expat.ParserCreate()

    def refuse(name: str, *_: object) -> NoReturn:
        raise StatementCarriesDtd(line=parser.CurrentLineNumber, element=name)

    def leave(*_: object) -> NoReturn:
        raise _RootReached

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = leave
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes "is final" by position
    except _RootReached:
        return
    except expat.ExpatError as wrong:
        raise StatementBroken(line=wrong.lineno) from wrong
    except (LookupError, ValueError) as wrong:  # an encoding nobody has heard of
        raise StatementBroken(line=1) from wrong
