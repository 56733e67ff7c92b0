"""References that payers quote: ISO 11649, free text, and the EPC QR payload."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.banking import references
from wallet.banking.references import PaymentCodeImpossible, ReferenceInvalid
from wallet.money import Euros

BODIES = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=21)


def test_the_example_of_the_standard_is_made_and_recognised() -> None:
    assert references.make("539007547034") == "RF18539007547034"
    assert references.is_valid("RF18539007547034")


@given(BODIES)
def test_every_reference_made_is_valid_and_found_in_free_text(body: str) -> None:
    reference = references.make(body)

    assert references.is_valid(reference)
    assert reference in references.find_in(f"bijdrage {reference.lower()} perceel 3")


@given(BODIES, st.integers(min_value=0, max_value=24))
def test_one_wrong_character_is_noticed(body: str, at: int) -> None:
    reference = references.make(body)
    at = 2 + at % (len(reference) - 2)
    other = "1" if reference[at] == "0" else "0"
    changed = reference[:at] + other + reference[at + 1 :]

    assert reference[at].isalpha() or not references.is_valid(changed)


@pytest.mark.parametrize("body", ["", "1234567890123456789012", "12-34", "é", "٣"])
def test_a_body_that_cannot_be_a_reference_is_refused(body: str) -> None:
    with pytest.raises(ReferenceInvalid):
        references.make(body)


@pytest.mark.parametrize(
    "text",
    [
        "RF18539007547034",
        "rf18 5390 0754 7034",
        "Kenmerk: RF18-5390-0754-7034, factuur 12",
        "RF1853900754 7034 2026",
        "EREF RF18\n539007547034",
    ],
)
def test_a_reference_is_found_however_people_write_it(text: str) -> None:
    assert "RF18539007547034" in references.find_in(text)


@pytest.mark.parametrize("text", ["", "RF", "sponsoring maart", "XRF18539007547034", "RF18"])
def test_nothing_is_found_where_there_is_nothing(text: str) -> None:
    assert references.find_in(text) == []


def test_two_references_in_one_text_are_both_found() -> None:
    first, second = references.make("202603000001"), references.make("202603000002")

    assert set(references.find_in(f"{first} en {second}")) == {first, second}


def test_a_drawn_reference_is_new_and_valid() -> None:
    drawn = {references.draw() for _ in range(100)}

    assert len(drawn) == 100
    assert all(references.is_valid(reference) for reference in drawn)


def test_the_qr_payload_has_the_lines_of_epc069_12() -> None:
    payload = references.epc_payload(
        payee="Gemeente Demostad",
        iban="NL44RABO0123456789",
        amount=Euros(1_000_000),
        reference="RF18539007547034",
    )

    assert payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Gemeente Demostad",
        "NL44RABO0123456789",
        "EUR10000.00",
        "",
        "RF18539007547034",
    ]


@pytest.mark.parametrize("cents", [0, -1, 100_000_000_000])
def test_an_amount_outside_the_qr_standard_is_refused(cents: int) -> None:
    with pytest.raises(PaymentCodeImpossible):
        references.epc_payload(
            payee="G", iban="NL44RABO0123456789", amount=Euros(cents), reference="RF18539007547034"
        )
