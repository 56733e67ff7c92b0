"""What is refused, whole, and where the refusal points."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.banking import camt053, untrusted_xml
from wallet.banking.statement_faults import (
    StatementFault,
    StatementNotInEuros,
    StatementTooLarge,
)
from wallet.errors import Invalid

FILES = Path(__file__).parent.parent / "data" / "statements"
GOOD = (FILES / "day.02.xml").read_bytes()

REFUSED = [
    ("account_in_other_currency", "statement-not-in-euros", 16, "Ccy"),
    ("bomb", "statement-carries-dtd", 2, "Document"),
    ("comma_amount", "statement-element-wrong", 103, "Amt"),
    ("cut_off", "statement-broken", 76, "Document"),
    ("does_not_add_up", "statement-does-not-add-up", 8, "Bal"),
    ("dtd", "statement-carries-dtd", 2, "Document"),
    ("empty", "statement-broken", 1, "Document"),
    ("negative_amount", "statement-element-wrong", 77, "Amt"),
    ("no_closing_balance", "statement-element-missing", 8, "Bal CLBD"),
    ("no_date", "statement-element-missing", 44, "BookgDt/Dt"),
    ("no_direction", "statement-element-missing", 101, "CdtDbtInd"),
    ("no_iban", "statement-element-missing", 12, "Id/IBAN"),
    ("no_statement", "statement-element-missing", 3, "Stmt"),
    ("no_status", "statement-element-missing", 44, "Sts"),
    ("no_xml", "statement-broken", 1, "Document"),
    ("other_currency", "statement-not-in-euros", 46, "Amt"),
    ("outside_entity", "statement-carries-dtd", 2, "Document"),
    ("payment_file", "statement-of-unknown-kind", 2, "Document"),
    ("same_reference_twice", "statement-entry-twice", 84, "Ntry"),
    ("three_decimals", "statement-element-wrong", 46, "Amt"),
    ("unknown_version", "statement-of-unknown-kind", 2, "Document"),
    ("wrong_date", "statement-element-wrong", 49, "Dt"),
    ("wrong_direction", "statement-element-wrong", 104, "CdtDbtInd"),
    ("wrong_iban", "statement-element-wrong", 14, "IBAN"),
]


@pytest.mark.parametrize(("name", "code", "line", "element"), REFUSED)
def test_a_refusal_names_the_line_and_the_element(
    name: str, code: str, line: int, element: str
) -> None:
    with pytest.raises(StatementFault) as refused:
        camt053.read((FILES / "refused" / f"{name}.xml").read_bytes())

    fault = refused.value
    assert (fault.code, fault.line, fault.element) == (code, line, element)
    assert isinstance(fault, Invalid)


def test_every_refused_file_is_in_the_table() -> None:
    assert {path.stem for path in (FILES / "refused").iterdir()} == {row[0] for row in REFUSED}


def test_a_file_larger_than_any_statement_is_refused_unread() -> None:
    with pytest.raises(StatementTooLarge) as refused:
        camt053.read(b" " * (untrusted_xml.MAX_BYTES + 1))

    assert refused.value.limit == untrusted_xml.MAX_BYTES


def test_the_foreign_currency_is_named() -> None:
    with pytest.raises(StatementNotInEuros) as refused:
        camt053.read((FILES / "refused" / "other_currency.xml").read_bytes())

    assert refused.value.currency == "USD"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = GOOD.decode().replace('encoding="UTF-8"', f'encoding="{encoding[:6].upper()}"')

    assert len(camt053.read(text.encode(encoding))[0].entries) == 3


@pytest.mark.parametrize("encoding", ["EBCDIC-X", "utf-7", "rot13"])
def test_an_unheard_of_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(StatementFault):
        camt053.read(GOOD.replace(b"UTF-8", encoding.encode()))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(StatementFault):
        camt053.read(b"<a>" * 100_000)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=3), st.integers(0, 40))
def test_a_damaged_file_is_read_or_refused_but_never_an_accident(
    at: int, patch: bytes, gone: int
) -> None:
    with contextlib.suppress(StatementFault):
        camt053.read(GOOD[:at] + patch + GOOD[at + gone :])
