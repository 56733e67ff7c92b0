"""Suppression: figures about people, published so that nobody finds a group of fewer than ten.

Instead of leaving cells out, small groups are put together: what is published is always a division
of all participants into groups of at least ten. Whoever adds and subtracts such groups finds groups
of at least ten again. Where two divisions of the same euros are published (by activity and by
shop), part of one can lie inside the other, and their difference is a group too: it is looked for,
and when it is small, a division becomes coarser. Periods never overlap, so that subtracting them
finds nothing either.

The euros of a line (a fund, by a rule) are the claim itself: they are there however few people
spent them, without hours, activities or kinds of shops.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

SMALLEST_GROUP = 10
"""Fewer people than this are not counted out loud: somebody might know who they are."""
MOST_BLOCKS = 8
"""Kinds of shops of one line; all combinations of groups are looked at."""

Label = TypeVar("Label", bound=Hashable)


class Shop(NamedTuple):
    """Where it was spent: on which line it counts, and at what kind of shop."""

    line_id: UUID
    category: str


class Activity(NamedTuple):
    """What the coins were earned with."""

    kind: str
    neighbourhood: str


class Part(NamedTuple):
    """That one participant has a part in both."""

    member: UUID
    activity: Activity
    shop: Shop


@dataclass(frozen=True)
class Block(Generic[Label]):
    """One published group: the labels in it, more than one where small groups are together."""

    labels: frozenset[Label]
    is_rest: bool = False

    def __contains__(self, label: object) -> bool:
        return label in self.labels


def divide(members: dict[Label, set[UUID]], *, most: int | None = None) -> list[Block[Label]]:
    """Labels as groups of at least ten: the large ones alone, the small ones together.

    No group at all when all of them together are fewer than ten. Not more groups than `most`.
    """
    by_size = sorted(members, key=lambda label: (len(members[label]), str(label)))
    rest: list[Label] = []
    while by_size and (
        len(members[by_size[0]]) < SMALLEST_GROUP
        or (rest and len(_together(members, rest)) < SMALLEST_GROUP)
        or (most is not None and len(by_size) + bool(rest) > most)
    ):
        rest.append(by_size.pop(0))
    blocks = [Block(frozenset([label])) for label in reversed(by_size)]
    if len(_together(members, rest)) >= SMALLEST_GROUP:
        blocks.append(Block(frozenset(rest), is_rest=True))
    return blocks


def divide_both(parts: Sequence[Part]) -> tuple[list[Block[Activity]], list[Block[Shop]]]:
    """By activity, and for each line by shop; as fine as can be with no small group between them.

    Shops give way first, then activities: to one group of everybody.
    """
    activities = divide(_members((part.activity, part.member) for part in parts))
    if not activities:
        return [], []
    everybody = [Block(frozenset(part.activity for part in parts), is_rest=True)]
    by_line = _members((part.shop.line_id, part.member) for part in parts)
    shops: list[Block[Shop]] = []
    lines: list[Block[Shop]] = []
    for line_id in by_line:
        there = [part for part in parts if part.shop.line_id == line_id]
        line = Block(frozenset(part.shop for part in there), is_rest=True)
        lines.append(line)
        kinds = divide(_members((part.shop, part.member) for part in there), most=MOST_BLOCKS)
        shops += kinds or [line]
    for tried in ((activities, shops), (activities, lines), (everybody, shops)):
        if not _is_small_between(parts, *tried):
            return tried
    return everybody, lines


def _is_small_between(
    parts: Sequence[Part], activities: list[Block[Activity]], shops: list[Block[Shop]]
) -> bool:
    """Is there a small group that is a union of groups minus another one that lies inside it?

    It is enough to look at each union of groups of shops, with the least union of activities that
    holds it, and with the greatest that it holds; any other difference is larger by whole groups.
    (Every solution in zeros and ones of the linear equations is a sum of such differences.)
    """
    of_activity = {label: i for i, block in enumerate(activities) for label in block.labels}
    of_shop = {label: j for j, block in enumerate(shops) for label in block.labels}
    line_of = [next(iter(block.labels)).line_id for block in shops]
    cells = _members(
        ((of_activity[part.activity], of_shop[part.shop]), part.member) for part in parts
    )
    for group in _differences(set(cells), len(shops)):
        found = _together(cells, group)
        claimed = {line_of[j] for _, j in group}
        is_claim = all((i, j) in group for i, j in cells if line_of[j] in claimed)
        if 0 < len(found) < SMALLEST_GROUP and not is_claim:
            return True
    return False


def _differences(cells: set[tuple[int, int]], count: int) -> Iterator[set[tuple[int, int]]]:
    """What lies between a union of groups of shops and unions of activities, as cells."""
    for size in range(1, count + 1):
        for chosen in combinations(range(count), size):
            inside = {cell for cell in cells if cell[1] in chosen}
            touched = {i for i, _ in inside}
            held = touched - {i for i, _ in cells - inside}
            yield {cell for cell in cells - inside if cell[0] in touched}
            yield {cell for cell in inside if cell[0] not in held}


def _members(pairs: Iterable[tuple[Label, UUID]]) -> dict[Label, set[UUID]]:
    found: dict[Label, set[UUID]] = {}
    for label, member in pairs:
        found.setdefault(label, set()).add(member)
    return found


def _together(members: dict[Label, set[UUID]], labels: Iterable[Label]) -> set[UUID]:
    return set[UUID]().union(*(members[label] for label in labels))
