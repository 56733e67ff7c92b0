"""The demo town's bank: writes the camt.053 files a real bank would send. Moves no money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from wallet.banking import ibans
from wallet.banking.camt_elements import Direction
from wallet.money import Euros, total

_CODES = {Direction.CREDIT: ("CRDT", "RCDT"), Direction.DEBIT: ("DBIT", "ICDT")}
_RETURNED = "AC04"
"""ISO 20022 return reason: the account is closed."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One credit or debit; `batch` names the payment file a debit was ordered with."""

    reference: str
    amount: Euros
    direction: Direction
    end_to_end_id: str | None = None
    structured_reference: str | None = None
    remittance: str | None = None
    name: str = "Onbekend"
    iban: str | None = None
    batch: str | None = None
    is_return: bool = False

    @property
    def signed(self) -> Euros:
        return self.amount if self.direction is Direction.CREDIT else -self.amount


@dataclass(frozen=True, slots=True)
class Batch:
    """Several payments booked as one amount, itemised or not."""

    reference: str
    movements: tuple[Movement, ...]
    is_itemised: bool = True

    @property
    def signed(self) -> Euros:
        return total([movement.signed for movement in self.movements])


def statement(
    *,
    iban: str,
    opening: Euros,
    booked: list[Movement | Batch],
    on: date,
    number: int,
    version: str = "08",
) -> bytes:
    """The statement of one day, in version `02` or `08` of camt.053.001."""
    closing = opening + total([line.signed for line in booked])
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    document = etree.Element(f"{{{namespace}}}Document", nsmap={None: namespace})
    message = _add(document, "BkToCstmrStmt")
    header = _add(message, "GrpHdr")
    _add(header, "MsgId", f"CAMT053-{on:%Y%m%d}-{number:05d}")
    _add(header, "CreDtTm", f"{on}T23:30:00")
    stmt = _statement_head(message, iban=iban, on=on, number=number, version=version)
    _balance(stmt, "OPBD", opening, on)
    _balance(stmt, "CLBD", closing, on)
    for line in booked:
        _entry(stmt, line, on, version)
    etree.indent(document)
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _statement_head(message: Any, *, iban: str, on: date, number: int, version: str) -> Any:
    stmt = _add(message, "Stmt")
    _add(stmt, "Id", f"{iban[-10:]}-{on:%Y%m%d}-{number:05d}")
    _add(stmt, "ElctrncSeqNb", str(number))
    _add(stmt, "CreDtTm", f"{on}T23:30:00")
    period = _add(stmt, "FrToDt")
    _add(period, "FrDtTm", f"{on}T00:00:00")
    _add(period, "ToDtTm", f"{on}T23:59:59")
    account = _add(stmt, "Acct")
    _add(account, "Id/IBAN", iban)
    _add(account, "Ccy", "EUR")
    if bic := ibans.bic_of(iban):
        _add(account, f"Svcr/FinInstnId/{'BIC' if version == '02' else 'BICFI'}", bic)
    return stmt


def _balance(stmt: Any, code: str, amount: Euros, on: date) -> None:
    balance = _add(stmt, "Bal")
    _add(balance, "Tp/CdOrPrtry/Cd", code)
    _amount(balance, "Amt", abs(amount.cents))
    _add(balance, "CdtDbtInd", "DBIT" if amount.cents < 0 else "CRDT")
    _add(balance, "Dt/Dt", on.isoformat())


def _entry(stmt: Any, line: Movement | Batch, on: date, version: str) -> None:
    movements = line.movements if isinstance(line, Batch) else (line,)
    first = movements[0]
    indicator, family = _CODES[first.direction]
    entry = _add(stmt, "Ntry")
    _amount(entry, "Amt", abs(line.signed.cents))
    _add(entry, "CdtDbtInd", indicator)
    if first.is_return:
        _add(entry, "RvslInd", "true")
    _add(entry, "Sts" if version == "02" else "Sts/Cd", "BOOK")
    _add(entry, "BookgDt/Dt", on.isoformat())
    _add(entry, "ValDt/Dt", on.isoformat())
    _add(entry, "AcctSvcrRef", line.reference)
    domain = _add(entry, "BkTxCd/Domn")
    _add(domain, "Cd", "PMNT")
    sub_family = _add(domain, "Fmly")
    _add(sub_family, "Cd", family)
    _add(sub_family, "SubFmlyCd", "ESCT")
    details = _add(entry, "NtryDtls")
    if isinstance(line, Batch):
        _batch(details, line)
    if not isinstance(line, Batch) or line.is_itemised:
        for movement in movements:
            _detail(details, movement, version)


def _batch(details: Any, batch: Batch) -> None:
    summary = _add(details, "Btch")
    if ordered_with := batch.movements[0].batch:
        _add(summary, "MsgId", ordered_with)
        _add(summary, "PmtInfId", ordered_with)
    _add(summary, "NbOfTxs", str(len(batch.movements)))


def _detail(details: Any, movement: Movement, version: str) -> None:
    detail = _add(details, "TxDtls")
    references = _add(detail, "Refs")
    if movement.batch:
        _add(references, "PmtInfId", movement.batch)
    _add(references, "EndToEndId", movement.end_to_end_id or "NOTPROVIDED")
    if version == "02":
        _amount(detail, "AmtDtls/TxAmt/Amt", movement.amount.cents)
    else:
        _amount(detail, "Amt", movement.amount.cents)
        _add(detail, "CdtDbtInd", _CODES[movement.direction][0])
    _party(_add(detail, "RltdPties"), movement, version)
    if movement.structured_reference or movement.remittance:
        _remittance(_add(detail, "RmtInf"), movement)
    if movement.is_return:
        _add(detail, "RtrInf/Rsn/Cd", _RETURNED)


def _party(parties: Any, movement: Movement, version: str) -> None:
    """The other side; a return keeps the roles of the payment that comes back."""
    receives = (movement.direction is Direction.DEBIT) != movement.is_return
    side = "Cdtr" if receives else "Dbtr"
    _add(parties, f"{side}/Nm" if version == "02" else f"{side}/Pty/Nm", movement.name)
    if movement.iban:
        _add(parties, f"{side}Acct/Id/IBAN", movement.iban)


def _remittance(remittance: Any, movement: Movement) -> None:
    if movement.remittance:
        _add(remittance, "Ustrd", movement.remittance)
    if movement.structured_reference:
        reference = _add(remittance, "Strd/CdtrRefInf")
        _add(reference, "Tp/CdOrPrtry/Cd", "SCOR")
        _add(reference, "Ref", movement.structured_reference)


def _amount(parent: Any, path: str, cents: int) -> None:
    _add(parent, path, Euros(cents).decimal).set("Ccy", "EUR")


def _add(parent: Any, path: str, text: str | None = None) -> Any:
    """A new element at the end of its parent, and those on the way to it."""
    namespace = etree.QName(parent).namespace
    for tag in path.split("/"):
        parent = etree.SubElement(parent, f"{{{namespace}}}{tag}")
    parent.text = text
    return parent
