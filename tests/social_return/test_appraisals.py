"""Calculations against a plain reference in fractions, rounded to the cent at every step."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.money import Euros
from wallet.social_return import appraisals, calculations
from wallet.social_return.appraisals import Placement
from wallet.social_return.calculations import Calculation, Rule
from wallet.social_return.rules import Block, Bonus, Community, Procurement, RuleMissing, Rules

RULES = Rules(
    name="Demostad",
    edition="2026",
    source="council decision",
    read_on="2026-01-01",
    blocks=(
        Block("half-year", "Counts for half a year", Euros(40_000_00), most_months=6),
        Block("year", "A year", Euros(30_000_00)),
    ),
    bonuses=(
        Bonus("fifty", "Over fifty", amount=Euros(5_000_00)),
        Bonus("tenth", "A tenth more", percentage_bp=1_000),
    ),
    procurement=Procurement(factor_bp=15_000),
    community=Community(
        cost_factor_bp=20_000,
        an_hour=Euros(100_00),
        a_day_most=Euros(1_000_00),
        most=Euros(10_000_00),
        share_most_bp=2_500,
    ),
)
DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


def nearest(amount: Fraction) -> int:
    """Half a cent goes up."""
    return floor(amount + Fraction(1, 2))


def plain_days(first: date, last: date) -> int:
    """Day by day, without 29 February."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum((day.month, day.day) != (2, 29) for day in days)


def check_lines(made: Calculation) -> None:
    assert all(line.is_right and line.source == RULES.title for line in made.lines)
    for before, after in zip(made.lines, made.lines[1:], strict=False):
        assert after.base == before.result


@given(
    st.integers(1, 60 * 60),
    DAYS,
    st.integers(0, 1200),
    st.lists(st.sampled_from(["fifty", "tenth"]), unique=True),
)
def test_a_placement(weekly: int, first: date, length: int, bonuses: list[str]) -> None:
    last = first + timedelta(days=length)

    made = appraisals.of_placement(RULES, Placement("year", weekly, first, last, bonuses))

    cents = nearest(Fraction(30_000_00 * min(weekly, 36 * 60), 36 * 60))
    cents = nearest(Fraction(cents * plain_days(first, last), 365))
    for bonus in bonuses:
        cents = cents + 5_000_00 if bonus == "fifty" else nearest(Fraction(cents * 11, 10))
    assert made.amount == Euros(cents)
    check_lines(made)


@given(DAYS)
def test_a_year_is_a_year_whenever_it_begins(first: date) -> None:
    last = appraisals.last_day(first, 12)

    made = appraisals.of_placement(RULES, Placement("year", 36 * 60, first, last))

    assert appraisals.days_counted(first, last) in (365, 366 - (first.day == 29))
    assert made.amount == Euros(30_000_00)


def test_a_block_counts_for_its_months_and_no_longer() -> None:
    first = date(2026, 1, 1)
    half, twice = date(2026, 6, 30), date(2026, 12, 31)

    placements = [Placement("half-year", 36 * 60, first, last) for last in (half, twice)]

    worth = [appraisals.of_placement(RULES, one).amount for one in placements]
    assert worth == [Euros(nearest(Fraction(40_000_00 * 181, 365)))] * 2


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 1, 1), 1, date(2026, 1, 31)),
        (date(2026, 1, 15), 6, date(2026, 7, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_where_people_expect(first: date, months: int, last: date) -> None:
    assert appraisals.last_day(first, months) == last


@given(st.integers(1, 600_000), st.integers(1, 400))
def test_staff_hours_have_a_rate_and_caps(minutes: int, days: int) -> None:
    made = appraisals.of_staff_hours(RULES, minutes, days=days)

    assert made.amount == Euros(
        min(nearest(Fraction(minutes * 100_00, 60)), days * 1_000_00, 10_000_00)
    )
    check_lines(made)


@given(st.integers(1, 10**12), st.integers(1, 400))
def test_a_cost_has_a_factor_and_caps(cents: int, days: int) -> None:
    made = appraisals.of_cost(RULES, Euros(cents), days=days)

    assert made.amount == Euros(min(2 * cents, days * 1_000_00, 10_000_00))
    check_lines(made)


@given(st.integers(1, 10**12))
def test_an_invoice_has_a_factor(cents: int) -> None:
    made = appraisals.of_invoice(RULES, Euros(cents))

    assert made.amount == Euros(nearest(Fraction(cents * 3, 2)))
    check_lines(made)


@given(st.integers(0, 10**12))
def test_the_largest_share(cents: int) -> None:
    share = appraisals.largest_share(RULES, Euros(cents))

    assert share == Euros(nearest(Fraction(cents, 4)))


@given(st.integers(0, 10**13), st.integers(0, 10**6), st.integers(1, 10**6))
def test_rounding_is_half_up_and_exact(cents: int, numerator: int, denominator: int) -> None:
    exact = nearest(Fraction(cents * numerator, denominator))

    assert calculations.rounded(cents, numerator, denominator) == exact


def test_what_a_table_does_not_say_is_not_made_up() -> None:
    silent = replace(RULES, blocks=(), bonuses=(), procurement=None, community=None)
    no_rate = replace(RULES, community=Community())
    day = date(2026, 1, 1)

    with pytest.raises(RuleMissing):
        appraisals.of_placement(silent, Placement("year", 60, day, day))
    with pytest.raises(RuleMissing):
        appraisals.of_placement(RULES, Placement("year", 60, day, day, ["unheard"]))
    with pytest.raises(RuleMissing):
        appraisals.of_invoice(silent, Euros(1))
    with pytest.raises(RuleMissing):
        appraisals.of_cost(silent, Euros(1), days=1)
    with pytest.raises(RuleMissing):
        appraisals.of_staff_hours(no_rate, 60, days=1)
    assert appraisals.of_cost(no_rate, Euros(123), days=1).amount == Euros(123)
    assert appraisals.largest_share(silent, Euros(1)) is None


def test_lines_survive_being_kept() -> None:
    made = appraisals.of_staff_hours(RULES, 90, days=1)

    kept = [calculations.Line.from_json(line.as_json()) for line in made.lines]

    assert kept == made.lines
    assert [line.rule for line in kept][-2:] == [Rule.DAY_CAP, Rule.CAP]
