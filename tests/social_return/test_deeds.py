"""Groups of fewer than ten people are not shown, nor found by subtraction, today or tomorrow."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from wallet.social_return import deeds
from wallet.social_return.deeds import Done
from wallet.social_return.steps import OTHERS, Deed

REWARDS = some.lists(
    some.builds(
        Deed,
        kind=some.sampled_from(["garden", "garden", "soup", "care", "repair"]),
        person=some.integers(0, 45),
        seconds=some.sampled_from([3600, 7200]),
    ),
    min_size=20,
    max_size=150,
)
FUNDS = range(3)
PAGES = [(0,), (1,), (2,), (0, 1), (0, 1, 2)]
"""Each fund, a contract that two of them fill, and the programme they are all of."""
PAID = some.lists(
    some.tuples(
        some.sampled_from([0, 0, 0, 1, 2]),
        some.sampled_from(["garden", "garden", "soup", "care"]),
        some.integers(0, 30),
    ),
    min_size=20,
    max_size=80,
)
"""Fund, kind and person of each reward, in the order of the ledger."""


def by(kind: str, people: range, seconds: int = 3600) -> list[Deed]:
    return [Deed(kind, person, seconds) for person in people]


def test_fewer_than_ten_people_show_nothing() -> None:
    found = deeds.shown(by("garden", range(9)))

    assert (found.by_kind, found.together, found.people_at_least) == ({}, Done(0, 0), 0)


def test_the_tenth_person_shows_all_ten_and_the_next_nine_wait() -> None:
    ten = deeds.shown(by("garden", range(10)))
    nineteen = deeds.shown(by("garden", range(19)))

    assert ten.by_kind == {"garden": Done(10, 10)}
    assert nineteen == ten
    assert deeds.shown(by("garden", range(20))).by_kind == {"garden": Done(20, 20)}


def test_one_busy_person_moves_nothing() -> None:
    ten = by("garden", range(10))

    assert deeds.shown([*ten, *by("garden", range(1)) * 50]) == deeds.shown(ten)


def test_small_kinds_are_shown_together() -> None:
    small = [by(f"kind {n}", range(n * 8, n * 8 + 8)) for n in range(4)]

    found = deeds.shown([deed for kind in small for deed in kind])

    assert found.by_kind == {OTHERS: Done(30, 30)}
    assert found.people_at_least == 30


@settings(max_examples=300, deadline=None)
@given(REWARDS)
def test_whoever_looks_after_every_reward_sees_steps_of_ten_people(rewards: list[Deed]) -> None:
    """The attack: look after each reward, subtract look from look and kind from total.

    The attacker knows every reward and its moment; what appears at once must be of ten people,
    and what appears in one figure must not be split by another.
    """
    looks = [deeds.shown(rewards[:count]) for count in range(len(rewards) + 1)]
    hidden: list[Deed] = []
    for deed, (before, after) in zip(rewards, pairwise(looks), strict=True):
        hidden.append(deed)
        changed = {
            kind
            for kind, done in after.by_kind.items()
            if done != before.by_kind.get(kind, Done(0, 0))
        }
        assert len(changed) <= 1
        for kind in changed:
            shown = [one for one in hidden if kind in (OTHERS, one.kind)]
            hidden = [one for one in hidden if one not in shown]
            assert len({one.person for one in shown}) >= 10
            more = after.by_kind[kind].times - before.by_kind.get(kind, Done(0, 0)).times
            assert more == len(shown)
            assert after.together.times - before.together.times == more
        assert after.people_at_least % 10 == 0


@settings(max_examples=60, deadline=None)
@given(PAID)
def test_whoever_has_every_page_of_every_day_tells_no_small_group_apart(
    paid: list[tuple[int, str, int]],
) -> None:
    """The attack: all sponsors put their pages of every day beside those of the programme.

    Of each page it is known which rewards are in it (their hours are powers of two). Whatever is
    added to and subtracted from each other, rewards that are in the same pages stay together.
    """
    rewards = [(fund, Deed(kind, person, 3600 << n)) for n, (fund, kind, person) in enumerate(paid)]
    pages: list[int] = []
    for count in range(len(rewards) + 1):
        of_fund = [[one for fund, one in rewards[:count] if fund == each] for each in FUNDS]
        for page in PAGES:
            found = deeds.shown(*(of_fund[fund] for fund in page))
            pages += [found.together.hours, *(done.hours for done in found.by_kind.values())]

    together: defaultdict[tuple[bool, ...], set[int]] = defaultdict(set)
    for n, (_, deed) in enumerate(rewards):
        together[tuple(bool(page >> n & 1) for page in pages)].add(deed.person)
    hidden = (False,) * len(pages)
    assert all(len(people) >= 10 for where, people in together.items() if where != hidden)


def test_the_programme_minus_a_large_fund_is_no_small_fund() -> None:
    large, small = by("garden", range(30)), by("garden", range(3))

    assert deeds.shown(large, small) == deeds.shown(large)
