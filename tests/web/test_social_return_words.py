"""The steps of a calculation read as somebody would key them in."""

import pytest
from flask import Flask

from wallet.money import Euros
from wallet.social_return.calculations import Line, Rule
from wallet.web import social_return_words


@pytest.mark.parametrize(
    ("rule", "numerator", "denominator", "read"),
    [
        (Rule.COMMUNITY_HOURS, 1_920, 60, "32"),
        (Rule.COMMUNITY_HOURS, 90, 60, "1.5"),
        (Rule.COMMUNITY_HOURS, 100, 60, "100 / 60"),
        (Rule.HOURS_A_WEEK, 1_920, 2_160, "32 / 36"),
        (Rule.DURATION, 120, 365, "120 / 365"),
        (Rule.CONTRACT_PERCENTAGE, 250, 10_000, "2.5%"),
    ],
)
def test_minutes_are_read_as_hours(
    app: Flask, rule: Rule, numerator: int, denominator: int, read: str
) -> None:
    line = Line(
        rule=rule,
        base=Euros(1_00),
        result=Euros(2_00),
        source="table",
        numerator=numerator,
        denominator=denominator,
    )

    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert social_return_words.how(line) == f"\N{MULTIPLICATION SIGN} {read}"
