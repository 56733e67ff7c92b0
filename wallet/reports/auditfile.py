"""The accountant's auditfile: XML Auditfile Financieel 3.2 and 4.0, written as it is read.

3.2: XmlAuditfileFinancieel3.2.xsd (namespace http://www.auditfiles.nl/XAF/3.2) with the addendum of
2017: RGS codes stand in `taxonomy`, not in `leadCode`. 4.0: XMLAuditfile Financieel 4.0.3 of
https://odb.belastingdienst.nl; the namespace is that of its XSD, which the explanation beside it
contradicts. From 2027 the tax authority takes 4.0 only.
Every kind of account of every fund is a ledger account. What a fund holds for others is a debt:
so a transfer debits its source and credits its target, the bank account included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from sqlalchemy.orm import Session

from wallet.funds.funds import Fund
from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.reports import auditfile_books
from wallet.reports.auditfile_books import Balance, Entry
from wallet.reports.auditfile_mapping import Mapping
from wallet.reports.auditfile_xml import Writer
from wallet.social_return.periods import Period

SOFTWARE = "Stadsportemonnee"
JOURNAL = "WALLET"
MONTHS_A_YEAR = 12


class Version(StrEnum):
    """Which edition of the standard."""

    XAF_3_2 = "3.2"
    XAF_4_0 = "4.0"

    @property
    def namespace(self) -> str:
        return _NAMESPACES[self]

    @property
    def is_4(self) -> bool:
        return self is Version.XAF_4_0


_NAMESPACES = {
    Version.XAF_3_2: "http://www.auditfiles.nl/XAF/3.2",
    Version.XAF_4_0: "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/"
    "XmlauditfileXAF_4.0",
}


@dataclass(frozen=True)
class Company:
    """Whose books these are."""

    organisation: Organisation
    tax_number: str
    """As the tax authority knows it: a VAT number or RSIN, at most 30 characters."""


@dataclass(frozen=True)
class Auditfile:
    """What goes into one file."""

    version: Version
    company: Company
    period: Period
    mapping: Mapping
    software_version: str
    made_on: date


def write(session: Session, file: Auditfile, out: BinaryIO) -> int:
    """Write the file, posting by posting; returns how many lines of transactions it holds.

    In one snapshot (`auditfile_books.begin`), so that the totals at the top are those below.
    """
    funds = auditfile_books.funds_of(session, file.company.organisation.id)
    xml = Writer(out)
    with xml.inside("auditfile", xmlns=file.version.namespace):
        _header(xml, file)
        with xml.inside("company"):
            _company(xml, file)
            _accounts(xml, file, funds)
            _periods(xml, file)
            _opening(xml, file, auditfile_books.opening(session, funds, file.period))
            return _transactions(session, xml, file, funds)


def _header(xml: Writer, file: Auditfile) -> None:
    first, last = file.period.from_on, file.period.to_on
    is_one_year = first.year == last.year
    with xml.inside("header"):
        xml.put("fiscalYear", first.year if is_one_year else f"{first.year}-{last.year}")
        xml.put("startDate", first)
        xml.put("endDate", last)
        xml.put("curCode", "EUR")
        xml.put("dateCreated", file.made_on)
        xml.put("softwareDesc", SOFTWARE)
        xml.put("softwareVersion", file.software_version[:20])
        if file.version.is_4:
            xml.put("RGSVersion", file.mapping.rgs_version)


def _company(xml: Writer, file: Auditfile) -> None:
    organisation = file.company.organisation
    if organisation.kvk_number is not None:
        name = "Commercenr" if file.version.is_4 else "companyIdent"
        xml.put(name, organisation.kvk_number)
    xml.put("companyName", organisation.name)
    xml.put("taxRegistrationCountry", "NL")
    xml.put("taxRegIdent", file.company.tax_number)


def _accounts(xml: Writer, file: Auditfile, funds: list[Fund]) -> None:
    """Left out without funds: a general ledger has at least one account."""
    if not funds:
        return
    with xml.inside("generalLedger"):
        for fund in funds:
            for kind, account in file.mapping.accounts.items():
                with xml.inside("ledgerAccount"):
                    xml.put("accID", file.mapping.account_id(kind, fund.book_id))
                    xml.put("accDesc", f"{account.name}: {fund.name}")
                    xml.put("accTp", "B")
                    if file.version.is_4:
                        xml.put("RGScode", account.rgs)
                    else:
                        _taxonomy(xml, file.mapping.taxonomy, account.rgs)


def _taxonomy(xml: Writer, taxonomy: str, code: str) -> None:
    """How 3.2 refers to the Referentie Grootboekschema."""
    with xml.inside("taxonomy"):
        xml.put("taxoRef", taxonomy)
        with xml.inside("entryPoint"):
            xml.put("entryPointRef", taxonomy)
            xml.put("conceptRef", code)


def _periods(xml: Writer, file: Auditfile) -> None:
    with xml.inside("periods"):
        for number, month in months(file.period):
            with xml.inside("period"):
                xml.put("periodNumber", number)
                xml.put("startDatePeriod", month.from_on)
                xml.put("endDatePeriod", month.to_on)


def _opening(xml: Writer, file: Auditfile, balances: list[Balance]) -> None:
    debit = sum(-one.cents for one in balances if one.cents < 0)
    credit = sum(one.cents for one in balances if one.cents > 0)
    with xml.inside("openingBalance"):
        if not file.version.is_4:
            xml.put("opBalDate", file.period.from_on)
            xml.put("opBalDesc", "Beginbalans")
        _totals(xml, len(balances), debit, credit)
        for number, one in enumerate(balances, start=1):
            with xml.inside("obLine"):
                xml.put("nr", number)
                xml.put("accID", file.mapping.account_id(one.kind, one.book_id))
                xml.put("amnt", Euros(abs(one.cents)).decimal)
                xml.put("amntTp", "D" if one.cents < 0 else "C")


def _transactions(session: Session, xml: Writer, file: Auditfile, funds: list[Fund]) -> int:
    moved = auditfile_books.moved(session, funds, file.period)
    with xml.inside("transactions"):
        _totals(xml, 2 * moved.transfers, moved.cents, moved.cents)
        if moved.transfers:
            with xml.inside("journal"):
                xml.put("jrnID", JOURNAL)
                xml.put("desc", "Boekingen van de stadsportemonnee")
                xml.put("jrnTp", "M")
                for posting in auditfile_books.postings(session, funds, file.period):
                    _transaction(xml, file, posting)
    return 2 * moved.transfers


def _transaction(xml: Writer, file: Auditfile, posting: list[Entry]) -> None:
    first = posting[0]
    with xml.inside("transaction"):
        xml.put("nr", first.posting_id)
        xml.put("desc", first.cause)
        xml.put("periodNumber", number_of(file.period, first.day))
        xml.put("trDt", first.day)
        for number, entry in enumerate(posting):
            for offset, kind, side in ((1, entry.source, "D"), (2, entry.target, "C")):
                with xml.inside("trLine"):
                    xml.put("nr", 2 * number + offset)
                    xml.put("accID", file.mapping.account_id(kind, entry.book_id))
                    xml.put("docRef", entry.transfer_id)
                    xml.put("effDate", first.day)
                    xml.put("amnt", Euros(entry.cents).decimal)
                    xml.put("amntTp", side)


def _totals(xml: Writer, lines: int, debit_cents: int, credit_cents: int) -> None:
    xml.put("linesCount", lines)
    xml.put("totalDebit", Euros(debit_cents).decimal)
    xml.put("totalCredit", Euros(credit_cents).decimal)


def number_of(period: Period, day: date) -> int:
    """Which month of the file this day is in, counted from 1."""
    first = period.from_on
    return (day.year - first.year) * MONTHS_A_YEAR + day.month - first.month + 1


def months(period: Period) -> Iterator[tuple[int, Period]]:
    """The calendar months of the period, the first and last one cut where it begins and ends."""
    for number in range(1, number_of(period, period.to_on) + 1):
        year, month0 = divmod(period.from_on.month - 2 + number, MONTHS_A_YEAR)
        first = date(period.from_on.year + year, month0 + 1, 1)
        year, month0 = divmod(period.from_on.month - 1 + number, MONTHS_A_YEAR)
        after = date(period.from_on.year + year, month0 + 1, 1)
        yield (
            number,
            Period(
                max(first, period.from_on),
                min(date.fromordinal(after.toordinal() - 1), period.to_on),
            ),
        )
