"""Suppression: whoever adds and subtracts what is published finds no group of fewer than ten."""

from collections.abc import Iterable
from itertools import chain, combinations
from typing import TypeVar
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from wallet.social_return import suppression
from wallet.social_return.suppression import SMALLEST_GROUP, Activity, Block, Part, Shop

PRIME = 2_147_483_647
Cell = tuple[Activity, Shop]
Cells = dict[Cell, set[UUID]]
Thing = TypeVar("Thing")


@some.composite
def tables(draw: some.DrawFn) -> list[Part]:
    """A few activities, funds and kinds of shops; in each cell some people of a small town."""
    people = [UUID(int=n) for n in range(draw(some.integers(1, 40)))]
    activities = [Activity(f"kind {n}", "Noord") for n in range(draw(some.integers(1, 4)))]
    shops = [
        Shop(UUID(int=line), f"shop {n}")
        for line in range(draw(some.integers(1, 2)))
        for n in range(draw(some.integers(1, 3)))
    ]
    cells = draw(
        some.lists(
            some.tuples(some.sampled_from(activities), some.sampled_from(shops)),
            min_size=1,
            max_size=9,
            unique=True,
        )
    )
    return [
        Part(person, activity, shop)
        for activity, shop in cells
        for person in draw(some.sets(some.sampled_from(people), min_size=1, max_size=25))
    ]


@settings(max_examples=300, deadline=None)
@given(tables())
def test_no_small_group_is_found_by_linear_reconstruction(parts: list[Part]) -> None:
    cells: Cells = {}
    for part in parts:
        cells.setdefault((part.activity, part.shop), set()).add(part.member)

    found = reconstructed(cells, published(cells, *suppression.divide_both(parts)))

    lines = {shop.line_id for _, shop in cells}
    claims = {
        frozenset(cell for cell in cells if cell[1].line_id in those) for those in subsets(lines)
    }
    small = [group for group in found if len(people_in(cells, group)) < SMALLEST_GROUP]
    assert set(small) - claims == set()


@settings(max_examples=300, deadline=None)
@given(tables())
def test_every_group_has_ten_people_and_everybody_is_in_one(parts: list[Part]) -> None:
    activities, shops = suppression.divide_both(parts)

    everybody = {part.member for part in parts}
    if len(everybody) < SMALLEST_GROUP:
        assert (activities, shops) == ([], [])
        return
    for block in activities:
        assert len({one.member for one in parts if one.activity in block}) >= SMALLEST_GROUP
    for part in parts:
        assert sum(part.activity in block for block in activities) == 1
        assert sum(part.shop in block for block in shops) == 1


def test_a_small_group_takes_in_the_smallest_of_the_others() -> None:
    members = {
        "garden": people(0, 30),
        "care": people(30, 45),
        "cooking": people(45, 48),
    }

    blocks = suppression.divide(members)

    assert blocks == [
        Block(frozenset({"garden"})),
        Block(frozenset({"care", "cooking"}), is_rest=True),
    ]


def test_a_shop_inside_an_activity_is_not_told_apart() -> None:
    garden, care = Activity("garden", "Noord"), Activity("care", "Noord")
    bakery, pool = Shop(UUID(int=1), "bakery"), Shop(UUID(int=1), "pool")
    parts = [
        *(Part(person, garden, bakery) for person in people(0, 12)),
        *(Part(person, garden, pool) for person in people(12, 15)),
        *(Part(person, care, pool) for person in people(20, 35)),
    ]

    _, shops = suppression.divide_both(parts)

    assert [block.labels for block in shops] == [{bakery, pool}]  # garden - bakery: three people


def people(first: int, last: int) -> set[UUID]:
    return {UUID(int=n) for n in range(first, last)}


def published(
    cells: Cells, activities: list[Block[Activity]], shops: list[Block[Shop]]
) -> list[list[int]]:
    """An equation for each published sum: which cells are in it."""
    lines = {shop.line_id for _, shop in cells}
    return [
        *([int(activity in block) for activity, _ in cells] for block in activities),
        *([int(shop in block) for _, shop in cells] for block in shops),
        *([int(shop.line_id == line) for _, shop in cells] for line in lines),
    ]


def reconstructed(cells: Cells, equations: list[list[int]]) -> list[frozenset[Cell]]:
    """Every group whose sum follows from the published ones, if one knows which cells are empty."""
    basis = reduced(equations)
    return [
        frozenset(group)
        for group in subsets(cells)
        if group and follows(basis, [int(cell in group) for cell in cells])
    ]


def reduced(rows: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Gauss, modulo a large prime: pivot column and row."""
    basis: list[tuple[int, list[int]]] = []
    for row in rows:
        left = remainder(basis, row)
        pivot = next((n for n, value in enumerate(left) if value), None)
        if pivot is not None:
            inverse = pow(left[pivot], -1, PRIME)
            basis.append((pivot, [value * inverse % PRIME for value in left]))
    return basis


def follows(basis: list[tuple[int, list[int]]], row: list[int]) -> bool:
    return not any(remainder(basis, row))


def remainder(basis: list[tuple[int, list[int]]], row: list[int]) -> list[int]:
    left = row
    for pivot, other in basis:
        if factor := left[pivot]:
            left = [(a - factor * b) % PRIME for a, b in zip(left, other, strict=True)]
    return left


def people_in(cells: Cells, group: Iterable[Cell]) -> set[UUID]:
    return set[UUID]().union(*(cells[cell] for cell in group))


def subsets(things: Iterable[Thing]) -> Iterable[tuple[Thing, ...]]:
    those = list(things)
    return chain.from_iterable(combinations(those, size) for size in range(len(those) + 1))
