"""Groups of fewer than ten people are not shown, nor found by subtraction."""

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.reports import deeds

PEOPLE = st.sets(st.sampled_from([f"p{n}" for n in range(40)]), max_size=40)


def a_group(size: int, first: int = 0) -> set[str]:
    return {f"p{number}" for number in range(first, first + size)}


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ({}, set()),
        ({"garden": a_group(10)}, {"garden"}),
        ({"garden": a_group(9)}, set()),
        ({"garden": a_group(30), "soup": a_group(12)}, {"garden", "soup"}),
        ({"garden": a_group(30), "soup": a_group(3)}, set()),
        ({"garden": a_group(30), "soup": a_group(12), "care": a_group(3)}, {"garden"}),
        ({"garden": a_group(30), "soup": a_group(6), "care": a_group(6, 50)}, {"garden"}),
        ({"garden": a_group(30), "soup": a_group(6), "care": a_group(6)}, set()),
    ],
)
def test_what_may_be_shown(people: dict[Hashable, set[str]], shown: set[Hashable]) -> None:
    assert deeds.shown(people) == shown


@given(st.dictionaries(st.text(max_size=3), PEOPLE, max_size=8))
def test_what_is_hidden_is_nothing_or_a_large_group(people: dict[Hashable, set[str]]) -> None:
    shown = deeds.shown(people)

    assert all(len(people[group]) >= 10 for group in shown)
    hidden = set().union(*(people[group] for group in people if group not in shown))
    assert not hidden or len(hidden) >= 10 or not shown
