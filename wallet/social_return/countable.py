"""What can be counted of a plan: transfers of its fund's book that nobody counted before.

Sets of rows, never one by one: a year of a town is 100,000 transfers. Asked twice in one
transaction it answers the same, because nothing above a seal is read.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.money import Euros
from wallet.social_return import takeovers
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Recognition, ValueRule


@dataclass(frozen=True)
class Reading:
    """Of which plan, from when until when, and up to which transfer."""

    plan: Plan
    since: datetime
    until: datetime
    """The first instant after what is new may have happened."""
    undone_until: datetime
    """The first instant after what was undone may have been: it is seen after the end, too."""
    last_transfer_id: int

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "book_id": self.plan.fund.book_id,
            "authority_id": self.plan.obligation.authority_id,
            "by_enterprise": self.plan.value_rule is ValueRule.SOCIAL_PROCUREMENT,
            "since": self.since,
            "until": self.until,
            "undone_until": self.undone_until,
            "last": self.last_transfer_id,
        }


class Counted(NamedTuple):
    """What is new by one rule, and what of that was undone meanwhile."""

    rule: ValueRule
    realised: Euros
    undone: Euros


def reading(session: Session, plan: Plan, *, before: datetime, last_transfer_id: int) -> Reading:
    """What counts of an approved plan: since its approval, while the contract runs."""
    assert plan.approval is not None
    obligation = plan.obligation
    ends = clock.end_of(takeovers.last_day(session, obligation))
    return Reading(
        plan=plan,
        since=max(plan.approval.approved_at, clock.start_of(obligation.from_on)),
        until=min(before, ends),
        undone_until=before,
        last_transfer_id=last_transfer_id,
    )


def factor_bp(plan: Plan, rule: ValueRule) -> int:
    """What a euro counts for by this rule, in basis points: 10,000 is once."""
    if rule is ValueRule.COMMUNITY_ACTIVITY:
        return plan.value_factor_bp
    table = plan.obligation.valuation
    procurement = table.rules.procurement if table else None
    return (procurement.factor_bp if procurement else None) or WHOLE_BP


def measure(session: Session, read: Reading) -> list[Counted]:
    """What is new, by rule."""
    rows = session.execute(text(_measured(read)), read.facts)
    return [
        Counted(ValueRule(rule), Euros(int(realised)), Euros(int(undone)))
        for rule, realised, undone in rows
    ]


def claim(session: Session, read: Reading, *, declaration_id: UUID) -> None:
    """Count each of these transfers, once and for ever, on the line of its rule."""
    facts = read.facts | {"declaration_id": declaration_id, "plan_id": read.plan.id}
    session.execute(text(_claimed(read)), facts)
    session.execute(text(_undone(read)), facts)


def is_undone(session: Session, read: Reading) -> bool:
    """Was something that stands on a line undone, which no declaration has seen?"""
    asked = f"with {_sets(read)} select exists (select from undoing where line_id is not null)"  # noqa: S608 - made of the texts below alone
    return bool(session.scalar(text(asked), read.facts))


def _measured(read: Reading) -> str:
    return f"""
with {_sets(read)}
select c.rule, sum(c.cents), coalesce(sum(u.cents), 0)
from (select rule, sum(cents) as cents from countable group by rule) c
left join (select rule, sum(cents) as cents from undoing where line_id is null group by rule) u
    using (rule)
group by c.rule order by c.rule
"""  # noqa: S608 - made of the texts below alone


def _claimed(read: Reading) -> str:
    return f"""
with {_sets(read)}
insert into counted_transfer (transfer_id, line_id)
select c.id, l.id
from countable c
join declaration_line l
    on l.declaration_id = :declaration_id and l.plan_id = :plan_id and l.rule = c.rule
"""  # noqa: S608 - made of the texts below alone


def _undone(read: Reading) -> str:
    return f"""
with {_sets(read)}
insert into undone_transfer (transfer_id, line_id, declaration_id, undone_cents)
select u.transfer_id, u.line_id, :declaration_id, sum(u.cents)
from undoing u where u.line_id is not null
group by u.transfer_id, u.line_id
"""  # noqa: S608 - made of the texts below alone


def _sets(read: Reading) -> str:
    if read.plan.recognition is Recognition.ISSUANCE:
        return _ISSUED + _LAPSED
    return _REDEEMED + _REVERSED


_REDEEMED = """
countable as (
    select t.id, t.cents,
        case when e.id is null then 'community-activity' else 'social-procurement' end as rule
    from ledger.transfer t
    join ledger.account s on s.id = t.source_id and s.kind = 'purse'
    join ledger.account d on d.id = t.target_id and d.kind = 'merchant'
    join ledger.posting p on p.id = t.posting_id
    left join social_enterprise e
        on :by_enterprise and e.authority_id = :authority_id and e.merchant_id = d.owner_id
        and (p.posted_at at time zone 'Europe/Amsterdam')::date between e.valid_from and e.valid_to
    where t.book_id = :book_id and t.id <= :last and p.posted_at >= :since and p.posted_at < :until
      and not exists (select from counted_transfer c where c.transfer_id = t.id)
),
"""

_REVERSED = """
undoing as (
    select r.id as transfer_id, r.cents, coalesce(l.rule, n.rule) as rule, l.id as line_id
    from ledger.transfer r
    join ledger.account s on s.id = r.source_id and s.kind = 'merchant'
    join ledger.account d on d.id = r.target_id and d.kind = 'purse'
    join ledger.posting rp on rp.id = r.posting_id
    join ledger.posting op on op.cause = 'redemption:' || substr(rp.cause, 10)
    join ledger.transfer o
        on o.posting_id = op.id and o.source_id = r.target_id and o.target_id = r.source_id
    left join counted_transfer c on c.transfer_id = o.id
    left join declaration_line l on l.id = c.line_id
    left join countable n on n.id = o.id
    where r.book_id = :book_id and r.id <= :last and rp.posted_at < :undone_until
      and (l.id is not null or n.id is not null)
      and not exists (select from undone_transfer u where u.transfer_id = r.id)
)
"""
"""`reversal:<id>` undoes `redemption:<id>`, transfer by transfer."""

_ISSUED = """
countable as (
    select t.id, t.cents, 'community-activity' as rule, t.target_id as purse_id
    from ledger.transfer t
    join ledger.account s on s.id = t.source_id and s.kind = 'budget'
    join ledger.account d on d.id = t.target_id and d.kind = 'purse'
    join ledger.posting p on p.id = t.posting_id
    where t.book_id = :book_id and t.id <= :last and p.posted_at >= :since and p.posted_at < :until
      and not exists (select from counted_transfer c where c.transfer_id = t.id)
),
"""

_LAPSED = """
counted as (
    select t.target_id as purse_id, c.line_id, min(t.id) as first_id, sum(t.cents) as cents
    from counted_transfer c
    join ledger.transfer t on t.id = c.transfer_id
    where t.book_id = :book_id group by t.target_id, c.line_id
    union all
    select purse_id, null, min(id), sum(cents) from countable group by purse_id
),
undone_before as (
    select t.source_id as purse_id, u.line_id, sum(u.undone_cents) as cents
    from undone_transfer u join ledger.transfer t on t.id = u.transfer_id
    where t.book_id = :book_id group by t.source_id, u.line_id
),
open_counts as (
    select c.purse_id, c.line_id, sum(c.cents - coalesce(b.cents, 0))
            over (partition by c.purse_id order by c.first_id) as until_cents,
        c.cents - coalesce(b.cents, 0) as cents
    from counted c
    left join undone_before b on b.purse_id = c.purse_id and b.line_id = c.line_id
),
lapses as (
    select t.id, t.source_id as purse_id, t.cents,
        sum(t.cents) over (partition by t.source_id order by t.id) as until_cents
    from ledger.transfer t
    join ledger.account s on s.id = t.source_id and s.kind = 'purse'
    join ledger.account d on d.id = t.target_id and d.kind = 'pot'
    join ledger.posting p on p.id = t.posting_id
    where t.book_id = :book_id and t.id <= :last and p.posted_at < :undone_until
      and not exists (select from undone_transfer u where u.transfer_id = t.id)
),
undoing as (
    select l.id as transfer_id, o.line_id, 'community-activity' as rule,
        least(l.until_cents, o.until_cents)
            - greatest(l.until_cents - l.cents, o.until_cents - o.cents) as cents
    from lapses l
    join open_counts o on o.purse_id = l.purse_id
        and o.until_cents > l.until_cents - l.cents and o.until_cents - o.cents < l.until_cents
)
"""
"""What lapsed goes back to the pot and is earned anew. It undoes what was counted of its purse, the
first counted first, and never more than that: where both lie on one line of cents, they overlap."""
