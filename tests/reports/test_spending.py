"""Spending by month: every month of it is there, and a chart has room for a year."""

from datetime import date

from wallet.reports import spending


def test_a_chart_of_one_month_has_room_for_the_year_that_follows() -> None:
    months = spending.axis([date(2026, 11, 1)])

    assert len(months) == 12
    assert (months[0], months[1], months[-1]) == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 10, 1),
    )


def test_a_chart_of_more_than_a_year_shows_each_month_of_it() -> None:
    months = spending.axis([date(2025, 1, 1), date(2026, 3, 1)])

    assert len(months) == 15
    assert months[-1] == date(2026, 3, 1)


def test_where_nothing_was_spent_there_is_no_chart() -> None:
    assert spending.axis([]) == []
