"""MT940: the same facts as camt.053, and what is refused with the line and the field."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from wallet.banking import accounts, bank_files, mt940, statement_import
from wallet.banking.camt_elements import Direction
from wallet.banking.statement_faults import StatementFault, StatementInAnotherFormat
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Movement
from wallet.money import Euros

FILES = Path(__file__).parent.parent / "data" / "statements" / "mt940"
ABN_AMRO = (FILES / "abn_amro.sta").read_bytes()
ING = (FILES / "ing.940").read_bytes()
RABOBANK = (FILES / "rabobank.swi").read_bytes()


def test_lines_broken_inside_a_word_are_joined() -> None:
    received, batch, correction = mt940.read(ABN_AMRO)[0].entries

    assert received.counterparty_name == "BOUWBEDRIJF DEMOSTAD B.V."
    assert received.counterparty_iban == "NL20INGB0001234567"
    assert received.end_to_end_id is None
    assert batch.batch_reference == "SETTLEMENT-260318-00AA11BB22CC"
    assert (correction.direction, correction.is_return) == (Direction.CREDIT, True)


def test_the_number_of_the_bank_is_used_where_there_is_one() -> None:
    [statement] = mt940.read(ING)
    received, returned = statement.entries

    assert (statement.iban, statement.sequence_number) == ("NL20INGB0001234567", 77)
    assert received.entry_reference == "26077000000001"
    assert (received.end_to_end_id, received.counterparty_name) == ("A1", "Schilders Demostad")
    assert (returned.end_to_end_id, returned.is_return) == ("PAYOUT-9", True)


def test_two_pages_are_one_statement() -> None:
    [statement] = mt940.read(RABOBANK)

    assert (statement.opening.amount, statement.closing.amount) == (Euros(-100_00), Euros(2_400_00))
    assert [entry.amount.cents for entry in statement.entries] == [2_500_00, 50, 50]
    assert statement.entries[0].structured_reference == "RF27202603000008"
    assert statement.entries[0].counterparty_iban == "NL02ABNA0123456789"
    assert statement.entries[1].remittance == "dubbel ontvangen bedrag"


def test_the_booking_day_may_be_in_another_year_than_the_value_day() -> None:
    content = RABOBANK.replace(b":61:260318C000000000000,50", b":61:2601021231C000000000000,50")

    assert mt940.read(content)[0].entries[2].booked_on == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "element"),
    [
        (b":62F:C260318EUR785,00", b":62F:C260318EUR785,01", "does-not-add-up", 4, ":62F:"),
        (b":62F:C260318EUR785,00", b"", "element-missing", 4, ":62F:"),
        (b":60F:C260317EUR10,00", b"", "element-missing", 4, ":60F:"),
        (b":60F:C260317EUR10,00", b":60F:C260317USD10,00", "not-in-euros", 7, ":60F:"),
        (b":60F:C260317EUR10,00", b":60F:C260317EUR10.00", "element-wrong", 7, ":60F:"),
        (b":25:NL20INGB0001234567EUR", b":25:NL21INGB0001234567EUR", "element-wrong", 5, ":25:"),
        (b":25:NL20INGB0001234567EUR", b":25:NL20INGB0001234567USD", "not-in-euros", 5, ":25:"),
        (b":28C:00077", b":28C:seven", "element-wrong", 6, ":28C:"),
        (b":61:2603180318C750,00", b":61:2613180318C750,00", "element-wrong", 8, ":61:"),
        (b":61:2603180318C750,00", b":61:2603180318X750,00", "element-wrong", 8, ":61:"),
        (b":64:", b":99Z:", "element-wrong", 17, ":99Z:"),
        (b"//26077000000002", b"//26077000000001", "entry-twice", 12, ":61:"),
        (b"{4:", b"{4:\nnot a field", "broken", 4, "line"),
        (b":20:P260318000000001", b":20:\0", "broken", 4, "NUL"),
    ],
)
def test_a_refusal_names_the_line_and_the_field(
    old: bytes, new: bytes, code: str, line: int, element: str
) -> None:
    assert old in ING

    with pytest.raises(StatementFault) as refused:
        bank_files.read(ING.replace(old, new))

    fault = refused.value
    assert (fault.code, fault.line, fault.element) == (f"statement-{code}", line, element)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([ABN_AMRO, ING, RABOBANK]),
    st.integers(0, 900),
    st.binary(max_size=3),
    st.integers(0, 40),
)
def test_a_damaged_file_is_read_or_refused_but_never_an_accident(
    good: bytes, at: int, patch: bytes, gone: int
) -> None:
    with contextlib.suppress(StatementFault):
        bank_files.read(good[:at] + patch + good[at + gone :])


def test_a_day_is_not_taken_in_from_both_formats(session: Session) -> None:
    account = accounts.open_account(session, iban="NL20INGB0001234567", holder="Demostad")
    taken = statement_import.take_in(session, ING, of_accounts=None, by_id=None, now=build.NOW)
    same_day = demo_bank.statement(
        iban=account.iban,
        opening=Euros(10_00),
        booked=[Movement("A", Euros(750_00), Direction.CREDIT)],
        on=date(2026, 3, 18),
        number=77,
    )

    with pytest.raises(StatementInAnotherFormat) as refused:
        statement_import.take_in(session, same_day, of_accounts=None, by_id=None, now=build.NOW)

    assert len(taken.entries) == 2
    assert (refused.value.from_on, refused.value.to_on) == (date(2026, 3, 18), date(2026, 3, 18))
