"""Groups of fewer than ten people are not shown, nor found by subtraction, today or tomorrow."""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as some

from wallet.social_return import deeds
from wallet.social_return.deeds import Deeds, Done
from wallet.social_return.steps import OTHERS, Deed
from wallet.social_return.suppression import SMALLEST_GROUP

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
PAGES = [(0,), (1,), (2,), (0, 1), (0, 1, 2)]
"""Each fund, a contract that two of them fill, and the programme they are all of."""
CONTRACTS = [(2,), (0, 1)]
"""One of a single fund, and one that two funds fill."""


class Paid(NamedTuple):
    """A reward of the ledger, and whether a contract is declared after it, under a seal."""

    fund: int
    kind: str
    person: int
    declares: tuple[int, ...] | None = None


PAID = some.lists(
    some.builds(
        Paid,
        fund=some.sampled_from([0, 0, 0, 1, 2]),
        kind=some.sampled_from(["garden", "garden", "soup", "care"]),
        person=some.integers(0, 30),
        declares=some.sampled_from([None] * 8 + CONTRACTS),
    ),
    min_size=20,
    max_size=80,
)
"""In the order of the ledger."""


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
def test_whoever_has_every_page_and_every_evidence_tells_no_small_group_apart(
    paid: list[Paid],
) -> None:
    """The attack: all sponsors put their pages of every day and every evidence on one table."""
    published = [*pages(paid), *evidences(paid)]

    assert smallest_group(paid, published) >= SMALLEST_GROUP


@settings(max_examples=60, deadline=None)
@given(PAID)
def test_the_evidences_of_a_contract_are_its_page_at_the_last_freeze(paid: list[Paid]) -> None:
    for contract in CONTRACTS:
        freezes = [0, *(n for n, one in enumerate(paid, 1) if one.declares == contract)]
        last = look(paid[: freezes[-1]], contract)

        found = Counter[str](), Counter[str]()
        for done in declared(paid, contract):
            for kind, one in done.items():
                found[0][kind] += one.hours
                found[1][kind] += one.times

        assert found[0] == Counter({kind: one.hours for kind, one in last.by_kind.items()})
        assert found[1] == Counter({kind: one.times for kind, one in last.by_kind.items()})


def test_the_hours_of_everybody_in_an_evidence_would_be_told_apart() -> None:
    """The attack finds them: what an evidence had before its hours were steps."""
    paid = [Paid(0, "garden", n, declares=(0, 1) if n == 11 else None) for n in range(12)]
    rewards = numbered(paid)
    everybody = sum(one.seconds for one in rewards) // 3600

    assert smallest_group(paid, [*pages(paid), *evidences(paid)]) == 10
    assert smallest_group(paid, [*pages(paid), *evidences(paid), everybody]) == 2


def numbered(paid: list[Paid]) -> list[Deed]:
    """Hours are powers of two: of each figure it is known which rewards are in it."""
    return [Deed(one.kind, one.person, 3600 << n) for n, one in enumerate(paid)]


def look(paid: list[Paid], funds: tuple[int, ...]) -> Deeds:
    """The page of these funds after these rewards."""
    rewards = list(zip(paid, numbered(paid), strict=True))
    return deeds.shown(*([deed for one, deed in rewards if one.fund == fund] for fund in funds))


def pages(paid: list[Paid]) -> list[int]:
    """Every figure of every page of every day: rows and totals."""
    found: list[int] = []
    for count in range(len(paid) + 1):
        for funds in PAGES:
            page = look(paid[:count], funds)
            found += [page.together.hours, *(done.hours for done in page.by_kind.values())]
    return found


def declared(paid: list[Paid], contract: tuple[int, ...]) -> list[dict[str, Done]]:
    """What each evidence of a contract shows, by kind."""
    freezes = [0, *(n for n, one in enumerate(paid, 1) if one.declares == contract)]
    return [
        deeds.new_in(look(paid[:until], contract), since=look(paid[:since], contract))
        for since, until in pairwise(freezes)
    ]


def evidences(paid: list[Paid]) -> list[int]:
    """Every figure of every evidence: rows and totals. As many times as rewards are in it."""
    found: list[int] = []
    for contract in CONTRACTS:
        for by_kind in declared(paid, contract):
            for done in (deeds.together(by_kind), *by_kind.values()):
                assert done.times == done.hours.bit_count()
                found.append(done.hours)
    return found


def smallest_group(paid: list[Paid], figures: list[int]) -> int:
    """How many people the smallest group has that figures can be combined to.

    Rewards that are in the same figures stay together, whatever multiples of figures are added
    and subtracted. Those in no figure at all are in no combination either.
    """
    together: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for n, one in enumerate(paid):
        where = tuple(figure >> n & 1 for figure in figures)
        if any(where):
            together[where].add(one.person)
    return min(map(len, together.values()), default=SMALLEST_GROUP)


def test_the_programme_minus_a_large_fund_is_no_small_fund() -> None:
    large, small = by("garden", range(30)), by("garden", range(3))

    assert deeds.shown(large, small) == deeds.shown(large)
