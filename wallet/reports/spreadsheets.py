"""Spreadsheets: rows as CSV and xlsx that no spreadsheet takes for a formula.

Text that begins with = + - @, a tab or a carriage return gets an apostrophe in CSV, as OWASP
advises ("CSV Injection"); in xlsx every text is written as text. Amounts and days keep their type.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

from wallet.money import Euros

Cell = str | int | date | Euros | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Excel reads UTF-8 as such only when this comes first."""
WIDEST = 40


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8, a semicolon apart, amounts with a decimal comma: what Dutch spreadsheets open."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([harmless(head) for head in heads])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return (BOM + file.getvalue()).encode()


def as_xlsx(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """One sheet with a header that stays in view; text is never a formula or a link."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00"})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        widest = max([len(head), *(len(_plain(row[column])) for row in rows)])
        sheet.set_column(column, column, min(widest + 2, WIDEST))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            match cell:
                case None:
                    sheet.write_blank(number, column, None)
                case Euros():
                    sheet.write_number(number, column, Decimal(cell.cents).scaleb(-2), money)
                case date():
                    sheet.write_datetime(number, column, cell, day)
                case int():
                    sheet.write_number(number, column, cell)
                case _:
                    sheet.write_string(number, column, cell)
    book.close()
    return file.getvalue()


def harmless(text: str) -> str:
    """The text, so that no spreadsheet runs it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Euros():
            return cell.decimal.replace(".", ",")
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case _:
            return harmless(cell)
