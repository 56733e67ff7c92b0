"""Deeds: what people did, paid from the funds of plans: hours and kinds of activity, by month.

Without names. A group of fewer than ten people is not shown by itself, only in the whole.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.activities.activities import MINUTES_AN_HOUR
from wallet.reports.impact import SMALLEST_GROUP
from wallet.social_return.plans import Plan

_DONE = text("""
select activity.kind, date_trunc('month', participation.held_on)::date as month,
    sum(participation.minutes * transfer.cents::numeric / reward.amount_cents) as minutes,
    count(*) as times, array_agg(distinct participation.wallet_id::text) as people
from ledger.transfer
join ledger.account source on source.id = transfer.source_id and source.kind = 'budget'
join ledger.account target on target.id = transfer.target_id and target.kind = 'purse'
join ledger.posting on posting.id = transfer.posting_id
join reward on posting.cause = 'reward:' || reward.participation_id
join participation on participation.id = reward.participation_id
join activity on activity.id = participation.activity_id
where transfer.book_id = any(cast(:books as bigint[]))
group by activity.kind, month order by month
""")


@dataclass(frozen=True)
class Done:
    """Hours by a month or a kind."""

    hours: int
    times: int


@dataclass(frozen=True)
class Deeds:
    """What was done in all, by month, and by kind as far as groups are large enough."""

    together: Done
    by_month: dict[date, Done]
    by_kind: dict[str, Done]


def of_plans(session: Session, plans: Sequence[Plan]) -> Deeds:
    """Paid from the funds of the approved ones."""
    return of_books(session, [plan.fund.book_id for plan in plans if plan.approval])


def of_books(session: Session, book_ids: Sequence[int]) -> Deeds:
    """Paid from these funds."""
    rows = session.execute(_DONE, {"books": list(book_ids)}).all()
    return Deeds(
        together=_sum(rows),
        by_month=_by(rows, lambda row: row.month),
        by_kind=dict(sorted(_by(rows, lambda row: row.kind).items())),
    )


def shown(people: Mapping[Hashable, set[str]]) -> set[Hashable]:
    """The groups that may be shown beside their total.

    The small ones stay out, and with them the next smallest ones, until those left out together
    are a group that is large enough: otherwise the total would give them away.
    """
    by_size = sorted(people, key=lambda group: len(people[group]))
    hidden: set[str] = set()
    for number, group in enumerate(by_size):
        is_small = len(people[group]) < SMALLEST_GROUP
        if not is_small and not 0 < len(hidden) < SMALLEST_GROUP:
            return set(by_size[number:])
        hidden |= people[group]
    return set()


def _by(rows: Sequence[Any], group_of: Callable[[Any], Any]) -> dict[Any, Done]:
    people: dict[Hashable, set[str]] = {}
    for row in rows:
        people.setdefault(group_of(row), set()).update(row.people)
    visible = shown(people)
    return {
        group: _sum([row for row in rows if group_of(row) == group])
        for group in people
        if group in visible
    }


def _sum(rows: Sequence[Any]) -> Done:
    minutes = sum(row.minutes for row in rows)
    return Done(hours=int(minutes) // MINUTES_AN_HOUR, times=int(sum(row.times for row in rows)))
