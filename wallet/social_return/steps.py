"""Steps: what people did, put together ten by ten, so that no figure is about a few of them.

Rewards of one fund are looked at in the order of the ledger, which is only added to: as soon as ten
different people were rewarded for one kind of activity, these rewards become one step of that kind;
when thirty wait for kinds with fewer, they become a step of other activities.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wallet.social_return.suppression import SMALLEST_GROUP

OTHERS = ""
"""The kind of what is shown together: activities with few people each."""
ENOUGH_FOR_OTHERS = 3 * SMALLEST_GROUP


class Deed(NamedTuple):
    """One reward, or the part of it that one fund paid."""

    kind: str
    person: Any
    """Only to be told apart from others."""
    seconds: int


@dataclass
class Waiting:
    """What of one kind is in no step yet."""

    people: set[Any] = field(default_factory=set)
    seconds: int = 0
    times: int = 0

    def copy(self) -> "Waiting":
        return Waiting(set(self.people), self.seconds, self.times)

    def add(self, deed: Deed) -> None:
        self.people.add(deed.person)
        self.seconds += deed.seconds
        self.times += 1


@dataclass
class Steps:
    """Of one fund: the steps so far by kind, and what waits for the next one."""

    seconds: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    people: set[Any] = field(default_factory=set)
    """Of all steps together."""
    waiting: dict[str, Waiting] = field(default_factory=dict)
    waiting_people: set[Any] = field(default_factory=set)

    def copy(self) -> "Steps":
        return Steps(
            dict(self.seconds),
            dict(self.times),
            set(self.people),
            {kind: waiting.copy() for kind, waiting in self.waiting.items()},
            set(self.waiting_people),
        )

    def take(self, deed: Deed) -> None:
        """The next reward of the ledger."""
        waiting = self.waiting.setdefault(deed.kind, Waiting())
        waiting.add(deed)
        self.waiting_people.add(deed.person)
        if len(waiting.people) >= SMALLEST_GROUP:
            self._release(deed.kind, [self.waiting.pop(deed.kind)])
        elif len(self.waiting_people) >= ENOUGH_FOR_OTHERS:
            those, self.waiting = list(self.waiting.values()), {}
            self._release(OTHERS, those)

    def _release(self, kind: str, those: list[Waiting]) -> None:
        for one in those:
            self.seconds[kind] = self.seconds.get(kind, 0) + one.seconds
            self.times[kind] = self.times.get(kind, 0) + one.times
            self.people |= one.people
        self.waiting_people = set().union(*(one.people for one in self.waiting.values()))
