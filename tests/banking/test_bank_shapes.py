"""The files of each Dutch bank, whatever it does in its own way, give the same facts."""

from datetime import date
from pathlib import Path

import pytest

from wallet.banking import bank_files, references
from wallet.banking.stated import Statement
from wallet.banking.statement_faults import StatementElementWrong
from wallet.money import Euros

FILES = Path(__file__).parent.parent / "data" / "statements"
EVERY = sorted(
    path.relative_to(FILES).as_posix()
    for path in FILES.rglob("*.*")
    if path.parent.name != "refused"
)


def read(name: str) -> list[Statement]:
    return bank_files.read((FILES / name).read_bytes())


@pytest.mark.parametrize("name", EVERY)
def test_each_bank_is_read_and_adds_up(name: str) -> None:
    for statement in read(name):
        moved = sum(entry.signed.cents for entry in statement.entries)
        assert statement.opening.amount.cents + moved == statement.closing.amount.cents


def test_an_empty_day_is_a_statement_without_entries() -> None:
    empty, day = read("abn_amro.02.xml")

    assert (empty.entries, empty.from_on) == ((), date(2026, 3, 17))
    assert empty.closing.amount == day.opening.amount


def test_a_batch_is_taken_apart_and_an_entry_of_nothing_left_out() -> None:
    received, cafe, bicycles, correction = read("abn_amro.02.xml")[1].entries

    assert [cafe.signed, bicycles.signed] == [Euros(-70_00), Euros(-50_00)]
    assert {cafe.batch_reference, bicycles.batch_reference} == {"SETTLEMENT-260318-00AA11BB22CC"}
    assert (correction.signed, correction.is_return) == (Euros(20_50), True)
    assert references.find_in(received.remittance) == ["RF54202603000007"]


def test_a_reversal_goes_the_way_its_indicator_says() -> None:
    received, taken_back = read("rabobank.08.xml")[0].entries

    assert received.structured_reference == "RF27202603000008"
    assert (taken_back.signed, taken_back.is_return) == (Euros(-50), True)


def test_several_batches_in_one_entry_are_all_taken_apart() -> None:
    [statement] = read("ing.02.xml")

    assert [entry.amount.cents for entry in statement.entries] == [200_00, 300_00, 250_00, 25_00]
    assert statement.entries[3].counterparty_name == "Buurtwinkel Demostad"
    assert references.find_in(statement.entries[0].remittance) == ["RF97202603000009"]


def test_a_batch_that_says_another_total_is_refused() -> None:
    content = (FILES / "ing.02.xml").read_bytes()

    with pytest.raises(StatementElementWrong) as refused:
        bank_files.read(content.replace(b'<TtlAmt Ccy="EUR">250.00', b'<TtlAmt Ccy="EUR">250.01'))

    assert (refused.value.element, refused.value.line) == ("TtlAmt", 53)
