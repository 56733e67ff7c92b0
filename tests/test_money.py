"""Amounts as people type and copy them."""

import pytest

from wallet.money import Euros


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("5", 5_00),
        ("5,0", 5_00),
        ("5.05", 5_05),
        ("€ 12,50", 12_50),
        ("1500", 1_500_00),
        ("1.500,00", 1_500_00),
        ("€ 1.234.567,89", 1_234_567_89),
        ("1,500.00", 1_500_00),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert Euros.parse(typed) == Euros(cents)


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "-5", "1,234", "1.500", "1.50,00", "1.500.00", "1,500,00", "15.00,00", "1.500,0"],
)
def test_what_could_mean_two_amounts_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Euros.parse(typed)
