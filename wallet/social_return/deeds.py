"""Deeds: what people did, paid from some funds: hours and kinds of activity, without names.

Figures go forward in steps of ten people or more, each of one fund. What is shown, of a fund, a
contract or a whole programme, is a sum of such steps; what an evidence shows is the steps from one
freeze to the next. So whoever subtracts two looks, kinds from totals, the own fund from the
programme, or an evidence from a page finds whole steps again and never fewer than ten people.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.activities import causes
from wallet.ledger import accounts, sealed_figures
from wallet.ledger.accounts import AccountKind
from wallet.social_return.plans import Plan
from wallet.social_return.steps import OTHERS, Deed, Steps
from wallet.social_return.suppression import SMALLEST_GROUP

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


@dataclass(frozen=True)
class Done:
    """Whole hours, rounded down, and how often."""

    hours: int
    times: int

    def minus(self, other: "Done") -> "Done":
        return Done(self.hours - other.hours, self.times - other.times)


NOTHING = Done(0, 0)


@dataclass(frozen=True)
class Deeds:
    """What was done by kind, the others last, and in all of these together."""

    by_kind: dict[str, Done]
    people_at_least: int
    """Rounded down to tens; none while fewer than ten people are in any step."""

    @property
    def together(self) -> Done:
        return together(self.by_kind)


@dataclass(frozen=True)
class Freeze:
    """A look that never changes: these funds, up to and with this transfer of the ledger."""

    book_ids: Sequence[int] = ()
    last_transfer_id: int = 0


def of_plans(session: Session, plans: Sequence[Plan]) -> Deeds:
    """Paid from the funds of the approved ones."""
    return of_books(session, [plan.fund.book_id for plan in plans if plan.approval])


def of_books(session: Session, book_ids: Sequence[int]) -> Deeds:
    """Paid from these funds: what is shown of each, added up."""
    return _shown([_of_book(session, book_id) for book_id in book_ids])


def between(session: Session, former: Freeze, latter: Freeze) -> dict[str, Done]:
    """What is shown at the latter freeze and was not at the former; each reward is read once."""
    then: dict[int, Steps] = {}
    by_now: list[Steps] = []
    for book_id in latter.book_ids:
        add, steps, after = _adding(session, book_id), Steps(), 0
        if book_id in former.book_ids:
            after = former.last_transfer_id
            steps = then[book_id] = add(Steps(), 0, after)
        by_now.append(add(steps, after, latter.last_transfer_id))
    return new_in(_shown(by_now), since=_shown(list(then.values())))


def shown(*funds: Iterable[Deed]) -> Deeds:
    """What may be shown of the rewards of each fund, which stand in the order of the ledger."""
    return _shown([_on(Steps(), rewards) for rewards in funds])


def new_in(look: Deeds, *, since: Deeds) -> dict[str, Done]:
    """What one look shows more than an earlier one, by kind: whole steps, in whole hours.

    Hours are rounded down before they are subtracted, so that all that is new adds up to the look.
    """
    more = {
        kind: done.minus(since.by_kind.get(kind, NOTHING)) for kind, done in look.by_kind.items()
    }
    return {kind: done for kind, done in more.items() if done.times}


def together(by_kind: Mapping[str, Done]) -> Done:
    """The sum of what is shown, so that nothing follows from subtracting."""
    done = by_kind.values()
    return Done(sum(one.hours for one in done), sum(one.times for one in done))


def _of_book(session: Session, book_id: int) -> Steps:
    add = _adding(session, book_id)
    return sealed_figures.read_on(session, ("deeds", (book_id,)), Steps(), add)


def _adding(session: Session, book_id: int) -> Callable[[Steps, int, int], Steps]:
    """How steps go on with the rewards above one transfer, up to and with another."""
    budgets = accounts.ids_in(session, AccountKind.BUDGET, [book_id])

    def add(steps: Steps, after: int, until: int) -> Steps:
        rows = session.execute(_DONE, {"budgets": budgets, "after": after, "until": until})
        return _on(steps, (Deed(*row) for row in rows))

    return add


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
