"""MT940 as Dutch banks write it (SWIFT FIN, category 9), for who cannot get camt.053.

Source: SWIFT Standards MT940 Customer Statement Message; the layouts ABN AMRO, ING and Rabobank
publish for their "structured" variant. Statements that go on over several pages (60M, 62M) are
put together. It gives the same `Statement` as camt.053; a day is taken in from one format only.
"""

import re
from collections import Counter
from datetime import date, timedelta
from typing import NoReturn

from wallet.banking import ibans, mt940_entries, mt940_fields
from wallet.banking.mt940_fields import Field
from wallet.banking.stated import Balance, StatedEntry, Statement, numbered
from wallet.banking.statement_faults import (
    StatementElementMissing,
    StatementElementWrong,
    StatementNotInEuros,
)

REFERENCE = "MT940:"
"""What every reference of a statement from this format begins with."""

_ACCOUNT = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{11,30}?) ?(EUR|[A-Z]{3})?", re.ASCII)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,2})", re.ASCII)
_NUMBER = re.compile(r"(\d{1,5})(?:/\d{1,5})?", re.ASCII)
_IGNORED = frozenset({"20", "21", "64", "65", "NS", "940"})


def read(content: bytes) -> list[Statement]:
    """The statements of a file, all of them or none.

    Raises:
        StatementFault: one of its kinds, with line and field.
    """
    pages = mt940_fields.pages(content)
    statements: list[Statement] = []
    waiting: list[Field] = []
    for page in pages:
        waiting += page
        if any(field.tag == "62F" for field in page):
            statements.append(_statement(waiting))
            waiting = []
    if waiting:
        raise StatementElementMissing(line=waiting[0].line, element=":62F:")
    return statements


def _statement(fields: list[Field]) -> Statement:
    by_tag: dict[str, Field] = {}
    for field in fields:
        by_tag.setdefault(field.tag, field)
    closing_field = next(field for field in fields if field.tag == "62F")
    opening, closing = _balance(_get(by_tag, fields, "60F")), _balance(closing_field)
    entries = _entries(fields)
    number = _number(_get(by_tag, fields, "28C"))
    statement = Statement(
        iban=_iban(_get(by_tag, fields, "25")),
        reference=f"{REFERENCE}{closing.on:%Y-%m-%d}:{number}",
        sequence_number=number,
        opening=opening,
        closing=closing,
        from_on=_from_on(opening, closing, entries),
        entries=entries,
        line=fields[0].line,
    )
    statement.check(balance=":62F:", entry=":61:")
    return statement


def _entries(fields: list[Field]) -> tuple[StatedEntry, ...]:
    """Each :61: with the :86: that follows it; an :86: after the closing balance is ignored."""
    seen: Counter[str] = Counter()
    entries: list[StatedEntry] = []
    for at, field in enumerate(fields):
        if field.tag == "61":
            after = fields[at + 1] if at + 1 < len(fields) else None
            told = after if after is not None and after.tag == "86" else None
            entry, reference = mt940_entries.read(field, told)
            if entry.amount:
                entries += numbered([entry], reference, seen)
        elif field.tag not in _IGNORED and field.tag not in _KNOWN:
            wrong(field)
    return tuple(entries)


_KNOWN = frozenset({"25", "28C", "28", "60F", "60M", "61", "86", "62F", "62M"})


def _get(by_tag: dict[str, Field], fields: list[Field], tag: str) -> Field:
    """The field, by its first or by its older name (28 for 28C)."""
    found = by_tag.get(tag) or by_tag.get(tag.rstrip("C"))
    if found is None:
        raise StatementElementMissing(line=fields[0].line, element=f":{tag}:")
    return found


def _iban(field: Field) -> str:
    match = _ACCOUNT.fullmatch(field.text.strip().upper())
    if match is None:
        wrong(field)
    if match[2] not in (None, "EUR"):
        raise StatementNotInEuros(line=field.line, element=field.name, currency=match[2])
    try:
        return ibans.normalise(match[1])
    except ibans.IbanInvalid as fault:
        raise StatementElementWrong(
            line=field.line, element=field.name, found=fault.iban
        ) from fault


def _number(field: Field) -> int:
    match = _NUMBER.fullmatch(field.text.strip())
    return int(match[1]) if match else wrong(field)


def _balance(field: Field) -> Balance:
    match = _BALANCE.fullmatch(field.text.strip())
    if match is None:
        wrong(field)
    if match[3] != "EUR":
        raise StatementNotInEuros(line=field.line, element=field.name, currency=match[3])
    amount = mt940_fields.euros(match[4])
    on = mt940_fields.day(match[2], field)
    return Balance(amount=amount if match[1] == "C" else -amount, on=on)


def _from_on(opening: Balance, closing: Balance, entries: tuple[StatedEntry, ...]) -> date:
    """The opening balance is that of the evening before."""
    after = min(opening.on + timedelta(days=1), closing.on)
    return min([after, *(entry.booked_on for entry in entries)])


def wrong(field: Field) -> NoReturn:
    raise StatementElementWrong(line=field.line, element=field.name, found=field.text)
