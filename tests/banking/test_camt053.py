"""Statements as Dutch banks shape them, in both versions of the message."""

from datetime import date
from pathlib import Path

import pytest

from wallet.banking import camt053
from wallet.banking.camt_elements import Direction
from wallet.banking.stated import Statement
from wallet.cli import demo_bank
from wallet.money import Euros, total

FILES = Path(__file__).parent.parent / "data" / "statements"


def read(name: str) -> list[Statement]:
    return camt053.read((FILES / name).read_bytes())


def test_version_02_gives_balances_entries_and_references() -> None:
    [statement] = read("day.02.xml")
    structured, in_words, charges = statement.entries

    assert (statement.iban, statement.sequence_number) == ("NL44RABO0123456789", 26042)
    assert statement.opening.amount == Euros(1_250_00)
    assert statement.closing.amount == Euros(16_194_97)
    assert statement.closing.on == date(2026, 3, 2)
    assert structured.entry_reference == "OO9B005048615122"
    assert structured.structured_reference == "RF22202603000001"
    assert structured.counterparty_name == "Bouwbedrijf Demostad B.V."
    assert structured.counterparty_iban == "NL20INGB0001234567"
    assert structured.end_to_end_id is None
    assert in_words.amount == Euros(5_000_00)
    assert "rf92 2026 0300 0002 perceel 3" in in_words.remittance
    assert (charges.direction, charges.signed) == (Direction.DEBIT, Euros(-55_03))
    assert charges.remittance == "Kosten betalingsverkeer februari"


def test_version_08_gives_the_same_facts_from_other_elements() -> None:
    [statement] = read("day.08.xml")
    received, returned = statement.entries

    assert statement.from_on == date(2026, 3, 17)
    assert received.booked_on == date(2026, 3, 17), "23:30 UTC is the next day in Amsterdam"
    assert received.counterparty_name == "Groenvoorziening Demostad B.V."
    assert received.structured_reference == "RF65202603000003"
    assert received.end_to_end_id == "2026-FACT-0099"
    assert (returned.is_return, returned.end_to_end_id) == (True, "UIT-0003")
    assert returned.counterparty_name == "Buurtwinkel Demostad"


def test_what_is_not_booked_yet_does_not_count() -> None:
    [statement] = read("day.08.xml")

    assert Euros(999_00) not in [entry.amount for entry in statement.entries]


def test_a_batch_is_taken_apart_when_its_details_add_up() -> None:
    itemised, lump = read("batches.02.xml")

    assert [entry.entry_reference for entry in itemised.entries] == [
        "26068880001/1",
        "26068880001/2",
    ]
    assert [entry.end_to_end_id for entry in itemised.entries] == ["UIT-0001", "UIT-0002"]
    assert total([entry.amount for entry in itemised.entries]) == Euros(174_50)
    assert itemised.entries[0].counterparty_name == "Café Demostad", "in ISO 8859-1"
    [whole] = lump.entries
    assert (whole.amount, whole.batch_reference) == (Euros(750_00), "UITBETALING-11")
    assert whole.end_to_end_id is None


def test_the_previous_closing_balance_opens_and_an_account_may_be_overdrawn() -> None:
    itemised, lump = read("batches.02.xml")

    assert itemised.opening.amount == Euros(900_00)
    assert lump.closing.amount == Euros(-24_50)


def test_an_entry_without_a_reference_gets_the_same_one_in_every_file() -> None:
    payments = [
        demo_bank.Movement("", Euros(500), Direction.CREDIT, remittance="gift") for _ in range(2)
    ]
    day, again = (
        demo_bank.statement(
            iban="NL44RABO0123456789",
            opening=Euros(0),
            booked=list(payments),
            on=date(2026, 3, 2),
            number=number,
            version=version,
        )
        for number, version in [(1, "02"), (2, "08")]
    )

    references = [
        [entry.entry_reference for entry in camt053.read(file)[0].entries] for file in (day, again)
    ]

    assert references[0] == references[1]
    assert len(set(references[0])) == 2


@pytest.mark.parametrize("version", ["02", "08"])
def test_the_demo_bank_writes_what_a_bank_would(version: str) -> None:
    file = demo_bank.statement(
        iban="NL44RABO0123456789",
        opening=Euros(-12),
        booked=[
            demo_bank.Movement(
                "A1",
                Euros(500),
                Direction.CREDIT,
                structured_reference="RF18539007547034",
                name="Sponsor B.V.",
                iban="NL20INGB0001234567",
            ),
            demo_bank.Batch(
                "B1",
                tuple(
                    demo_bank.Movement(
                        "", Euros(c), Direction.DEBIT, end_to_end_id=f"P{c}", batch="M1"
                    )
                    for c in (100, 200)
                ),
            ),
        ],
        on=date(2026, 3, 2),
        number=7,
        version=version,
    )

    [statement] = camt053.read(file)

    assert statement.closing.amount == Euros(188)
    assert [(e.entry_reference, e.signed.cents) for e in statement.entries] == [
        ("A1", 500),
        ("B1/1", -100),
        ("B1/2", -200),
    ]
    assert {e.batch_reference for e in statement.entries[1:]} == {"M1"}
    assert statement.entries[0].counterparty_iban == "NL20INGB0001234567"
