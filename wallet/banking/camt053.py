"""A bank's end-of-day statements, camt.053.001.02 and .08 (ISO 20022), read without a schema.

Sources: ISO 20022 message definition of camt.053; the Dutch Payments Association's
implementation guidelines for the Netherlands. Only what is booked counts (`Sts` BOOK).
"""

from datetime import date, timedelta

from lxml import etree

from wallet.banking import camt053_entries, camt_elements, ibans, untrusted_xml
from wallet.banking.stated import Balance, Statement
from wallet.banking.statement_faults import (
    StatementElementMissing,
    StatementElementWrong,
    StatementNotInEuros,
    StatementOfUnknownKind,
)
from wallet.banking.untrusted_xml import Element

NAMESPACES = {f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{n}" for n in ("02", "08")}


def read(content: bytes) -> list[Statement]:
    """The statements of a file, all of them or none.

    Raises:
        StatementFault: one of its kinds, with line and element.
    """
    root = untrusted_xml.read(content)
    name = etree.QName(root)
    if name.localname != "Document" or name.namespace not in NAMESPACES:
        raise StatementOfUnknownKind(
            line=camt_elements.line_of(root),
            element=name.localname,
            found=name.namespace or "",
        )
    camt_elements.drop_namespace(root, name.namespace)
    message = camt_elements.get(root, "BkToCstmrStmt")
    camt_elements.get(message, "Stmt")
    return [_statement(stmt) for stmt in camt_elements.each(message, "Stmt")]


def _statement(stmt: Element) -> Statement:
    opening = _balance(stmt, "OPBD", "PRCD")
    closing = _balance(stmt, "CLBD")
    statement = Statement(
        iban=_iban(stmt),
        reference=camt_elements.get_text(stmt, "Id"),
        sequence_number=_sequence_number(stmt),
        opening=opening,
        closing=closing,
        from_on=_from_on(stmt, opening, closing),
        entries=camt053_entries.read(stmt),
        line=camt_elements.line_of(stmt),
    )
    statement.check(balance="Bal", entry="Ntry")
    return statement


def _iban(stmt: Element) -> str:
    """The account, which must be one in euros."""
    account = camt_elements.get(stmt, "Acct")
    iban = camt_elements.get(account, "Id/IBAN")
    currency = camt_elements.find(account, "Ccy")
    if currency is not None and camt_elements.text_of(currency) != "EUR":
        raise StatementNotInEuros(
            line=camt_elements.line_of(currency),
            element="Ccy",
            currency=camt_elements.text_of(currency),
        )
    try:
        return ibans.normalise(camt_elements.text_of(iban))
    except ibans.IbanInvalid as wrong:
        raise StatementElementWrong(
            line=camt_elements.line_of(iban), element="IBAN", found=wrong.iban
        ) from wrong


def _balance(stmt: Element, *codes: str) -> Balance:
    """The first of these that is there: OPBD opening, PRCD previous closing, CLBD closing."""
    by_code = {
        camt_elements.get_text(bal, "Tp/CdOrPrtry/Cd"): bal
        for bal in camt_elements.each(stmt, "Bal")
        if camt_elements.find(bal, "Tp/CdOrPrtry/Cd") is not None
    }
    for code in codes:
        if (bal := by_code.get(code)) is not None:
            amount = camt_elements.amount(camt_elements.get(bal, "Amt"))
            return Balance(
                amount=camt_elements.signed(amount, camt_elements.direction(bal)),
                on=camt_elements.day(camt_elements.get(bal, "Dt/Dt", "Dt/DtTm")),
            )
    raise StatementElementMissing(
        line=camt_elements.line_of(stmt), element=f"Bal {' / '.join(codes)}"
    )


def _from_on(stmt: Element, opening: Balance, closing: Balance) -> date:
    """The first day; a previous closing balance is of the evening before."""
    start = camt_elements.find(stmt, "FrToDt/FrDtTm", "FrToDt/FrDt")
    if start is not None:
        return camt_elements.day(start)
    codes = {
        camt_elements.text_of(code) for code in camt_elements.each(stmt, "Bal/Tp/CdOrPrtry/Cd")
    }
    return opening.on if "OPBD" in codes else min(opening.on + timedelta(days=1), closing.on)


def _sequence_number(stmt: Element) -> int | None:
    """The number by which a missing statement shows; at most 18 digits."""
    number = camt_elements.find(stmt, "ElctrncSeqNb", "LglSeqNb")
    if number is None:
        return None
    words = camt_elements.text_of(number)
    if not (words.isascii() and words.isdecimal() and len(words) <= 18):  # noqa: PLR2004 - fits a bigint
        raise StatementElementWrong(
            line=camt_elements.line_of(number),
            element=str(number.tag),
            found=words,
        )
    return int(words)
