"""What somebody typed never runs in a spreadsheet; amounts and days stay what they are."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.money import Euros
from wallet.reports import spreadsheets

HEADS = ["Contract", "Target", "Until"]
ROW = ["Parks", Euros(1_234_56), date(2026, 3, 14)]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_text(sign: str) -> None:
    attack = f'{sign}HYPERLINK("evil";"click")'

    (_, row) = read_csv(spreadsheets.as_csv(["Title"], [[attack]]))
    assert row == [f"'{attack}"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(spreadsheets.as_xlsx("x", ["Title"], [[attack]]))
    ).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].hyperlink is None


@given(st.text(max_size=30))
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    rows = read_csv(spreadsheets.as_csv(["Title"], [[text]]))

    assert not rows[1] or not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_csv_opens_in_a_dutch_spreadsheet() -> None:
    content = spreadsheets.as_csv(HEADS, [ROW, [None, Euros(-5), 3]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content) == [
        HEADS,
        ["Parks", "1234,56", "2026-03-14"],
        ["", "-0,05", "3"],
    ]


def test_xlsx_keeps_numbers_and_days() -> None:
    content = spreadsheets.as_xlsx("social-return", HEADS, [ROW, [None, Euros(0), 3]])

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows == [
        tuple(HEADS),
        ("Parks", 1234.56, datetime(2026, 3, 14)),  # noqa: DTZ001 - a day, as a sheet holds it
        (None, 0, 3),
    ]
