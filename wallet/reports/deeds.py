"""Deeds: what people did, paid from some funds: hours and kinds of activity, without names.

Figures go forward in steps of ten people or more, each of one fund. Rewards are looked at in the
order of the ledger, which is only added to: as soon as ten different people were rewarded from a
fund for one kind of activity, these rewards become one step of that kind; when thirty wait for
kinds with fewer, they become a step of other activities. What is shown, of a fund, a contract or a
whole programme, is a sum of such steps. So whoever subtracts two looks, kinds from totals, or the
own fund from the programme finds whole steps again and never fewer than ten people.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.activities import causes
from wallet.ledger import accounts, sealed_figures
from wallet.ledger.accounts import AccountKind
from wallet.social_return.plans import Plan
from wallet.social_return.suppression import SMALLEST_GROUP

OTHERS = ""
"""The kind of what is shown together: activities with few people each."""
ENOUGH_FOR_OTHERS = 3 * SMALLEST_GROUP
SECONDS_AN_HOUR = 60 * 60

_DONE = text(f"""
select activity.kind, participation.wallet_id,
    round(participation.minutes * 60 * transfer.cents::numeric / reward.amount_cents)::bigint
from ledger.transfer
join ledger.account target on target.id = transfer.target_id and target.kind = 'purse'
join ledger.posting on posting.id = transfer.posting_id
join reward on reward.participation_id = {causes.participation_in("posting.cause")}
join participation on participation.id = reward.participation_id
join activity on activity.id = participation.activity_id
where transfer.source_id = any(cast(:budgets as bigint[]))
    and transfer.id > :after and transfer.id <= :until
order by transfer.id
""")  # noqa: S608 - made of texts of ours alone


class Deed(NamedTuple):
    """One reward, or the part of it that these funds paid."""

    kind: str
    person: Any
    """Only to be told apart from others."""
    seconds: int


@dataclass(frozen=True)
class Done:
    """Whole hours, rounded down, and how often."""

    hours: int
    times: int


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


@dataclass(frozen=True)
class Deeds:
    """What was done by kind, the others last, and in all of these together."""

    by_kind: dict[str, Done]
    people_at_least: int
    """Rounded down to tens; none while fewer than ten people are in any step."""

    @property
    def together(self) -> Done:
        """The sum of what is shown, so that nothing follows from subtracting."""
        done = self.by_kind.values()
        return Done(sum(one.hours for one in done), sum(one.times for one in done))


def of_plans(session: Session, plans: Sequence[Plan]) -> Deeds:
    """Paid from the funds of the approved ones."""
    return of_books(session, [plan.fund.book_id for plan in plans if plan.approval])


def of_books(session: Session, book_ids: Sequence[int]) -> Deeds:
    """Paid from these funds: what is shown of each, added up."""
    return _shown([_of_book(session, book_id) for book_id in book_ids])


def shown(*funds: Iterable[Deed]) -> Deeds:
    """What may be shown of the rewards of each fund, which stand in the order of the ledger."""
    return _shown([_on(Steps(), rewards) for rewards in funds])


def _of_book(session: Session, book_id: int) -> Steps:
    facts = {"budgets": accounts.ids_in(session, AccountKind.BUDGET, [book_id])}

    def add(steps: Steps, after: int, until: int) -> Steps:
        rows = session.execute(_DONE, facts | {"after": after, "until": until})
        return _on(steps, (Deed(*row) for row in rows))

    return sealed_figures.read_on(session, ("deeds", (book_id,)), Steps(), add)


def _on(steps: Steps, rewards: Iterable[Deed]) -> Steps:
    """The steps after these rewards as well."""
    after = steps.copy()
    for deed in rewards:
        after.take(deed)
    return after


def _shown(funds: Sequence[Steps]) -> Deeds:
    seconds, times = Counter[str](), Counter[str]()
    for steps in funds:
        seconds.update(steps.seconds)
        times.update(steps.times)
    people = set().union(*(steps.people for steps in funds))
    return Deeds(
        by_kind={
            kind: Done(seconds[kind] // SECONDS_AN_HOUR, times[kind])
            for kind in sorted(times, key=lambda kind: (kind == OTHERS, kind))
        },
        people_at_least=len(people) // SMALLEST_GROUP * SMALLEST_GROUP,
    )
