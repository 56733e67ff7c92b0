"""A payout on paper and for a spreadsheet: the PDF and the CSV of a merchant's statement."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from wallet.banking import ibans
from wallet.documents import pdf
from wallet.edge import languages
from wallet.identity import parties
from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.settlement.payout_statements import Line, LineKind, PayoutStatement

TEMPLATE = Path(__file__).with_name("payout_statement.typ")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_pdf(session: Session, statement: PayoutStatement) -> bytes:
    """On A4, for keeping; made as of the moment the payout was drawn up, so the same for ever."""
    return pdf.typeset(
        TEMPLATE, _facts(session, statement), made_at=statement.settlement.drawn_up_at
    )


def as_csv(statement: PayoutStatement) -> bytes:
    """A row for each line, with a BOM and semicolons, as spreadsheets here expect it.

    Amounts are euros with a comma, those that are kept back with a minus.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    kind, day, time = gettext("Kind"), gettext("Day"), gettext("Time")
    rows.writerow([kind, day, time, gettext("Number"), gettext("Euros")])
    for line in statement.lines:
        when = languages.instant(line.at).rsplit(" ", 1)
        cells = (kind_of(line.kind), *when, line.reference)
        rows.writerow([*map(harmless, cells), _number(line.amount)])
    rows.writerow([gettext("Total"), "", "", harmless(statement.number), _number(statement.total)])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: an apostrophe before = + - @ keeps it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def kind_of(kind: LineKind) -> str:
    names = {
        LineKind.SALE: gettext("Sale"),
        LineKind.REVERSAL: gettext("Undone sale"),
        LineKind.RETURNED: gettext("Earlier payout that came back"),
    }
    return str(names[kind])


def _facts(session: Session, statement: PayoutStatement) -> dict[str, Any]:
    payout, programme = statement.payout, statement.settlement.programme
    owner = payout.merchant.organisation
    first, last = statement.period

    def lines_of(organisation: Organisation) -> list[str]:
        at = statement.settlement.drawn_up_at
        return parties.lines_of(session, organisation, at=at)

    return {
        "lang": languages.language(),
        "title": gettext("Statement %(number)s", number=statement.number),
        "from": [programme.name, programme.operator.name, *lines_of(programme.operator)],
        "to": [payout.merchant.name, payout.payee, owner.name, *lines_of(owner)],
        "facts": [
            [gettext("Number"), statement.number],
            [gettext("Drawn up on"), languages.instant(statement.settlement.drawn_up_at)],
            [gettext("Period"), _period(first, last)],
            [gettext("Account"), ibans.masked(payout.iban)],
            [gettext("In the name of"), payout.payee],
            [gettext("Reference at the bank"), payout.end_to_end_id],
        ],
        "sums_head": [gettext("Kind"), gettext("Lines"), gettext("Amount")],
        "sums": [_sum(statement, kind) for kind in LineKind if statement.count_of(kind)],
        "total": [gettext("Paid out"), languages.euros(statement.total)],
        "vat": gettext(
            "A coin is a multi-purpose voucher. You owe VAT on what you sold when you took the"
            " coins, by your own receipts. This payout carries no VAT."
        ),
        "head": [gettext("Time"), gettext("Kind"), gettext("Number"), gettext("Amount")],
        "lines": [_printed(line) for line in statement.lines],
        "lines_title": gettext("Line by line"),
        "sums_title": gettext("Totals"),
    }


def _period(first: date, last: date) -> str:
    if first == last:
        return languages.day(first)
    days = {"first": languages.day(first), "last": languages.day(last)}
    return str(gettext("%(first)s to %(last)s", **days))


def _sum(statement: PayoutStatement, kind: LineKind) -> list[str]:
    count = statement.count_of(kind)
    lines = ngettext("%(num)s line", "%(num)s lines", count)
    return [kind_of(kind), lines, languages.euros(statement.sum_of(kind))]


def _printed(line: Line) -> list[str]:
    amount = languages.euros(line.amount)
    return [languages.instant(line.at), kind_of(line.kind), line.reference, amount]


def _number(amount: Euros) -> str:
    """With a decimal comma whatever the language: the file has semicolons between its cells."""
    return amount.decimal.replace(".", ",")
