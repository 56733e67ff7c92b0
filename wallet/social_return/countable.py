"""What can be counted of plans: transfers of their funds' books, read in sets and never one by one.

A year of a town is 100,000 transfers, and an officer has 150 contracts: many plans are one reading.
Asked twice in one transaction up to a seal it answers the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.money import Euros
from wallet.social_return import countable_sets, takeovers
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Recognition, ValueRule

LAST_OF_ALL = 2**63 - 1
"""Above every transfer: a reading that rests on no seal."""


@dataclass(frozen=True)
class Reading:
    """Of which approved plans, from when until when, and up to which transfer."""

    plans: Sequence[Plan]
    since: dict[UUID, datetime]
    """Of each plan: its approval, or the first day of the contract."""
    ends: dict[UUID, datetime]
    """Of each plan: the first instant after its contract."""
    before: datetime
    """What was undone is seen until here, also after a contract's end."""
    last_transfer_id: int = LAST_OF_ALL
    anew: bool = False
    """As if nothing had been declared yet."""

    def facts(self, recognition: Recognition) -> dict[str, Any]:
        plans = self.of(recognition)
        return {
            "plans": [plan.id for plan in plans],
            "books": [plan.fund.book_id for plan in plans],
            "authorities": [plan.obligation.authority_id for plan in plans],
            "by_enterprise": [plan.value_rule is ValueRule.SOCIAL_PROCUREMENT for plan in plans],
            "since": [self.since[plan.id] for plan in plans],
            "until": [min(self.before, self.ends[plan.id]) for plan in plans],
            "undone_until": self.before,
            "last": self.last_transfer_id,
            "anew": self.anew,
        }

    def of(self, recognition: Recognition) -> list[Plan]:
        """Those of which something may have counted: before its approval a plan has nothing.

        Also those whose contract went over: what counted of them may be undone later.
        """
        return [
            plan
            for plan in self.plans
            if plan.recognition is recognition and self.since[plan.id] < self.before
        ]


class Measured(NamedTuple):
    """What is new of a plan by one rule, and what of that was undone meanwhile."""

    rule: ValueRule
    realised: Euros
    undone: Euros


def reading(
    session: Session,
    plans: Iterable[Plan],
    *,
    before: datetime,
    last_transfer_id: int = LAST_OF_ALL,
    anew: bool = False,
) -> Reading:
    """What counts of these plans: since the approval of each, while its contract runs."""
    approved = [plan for plan in plans if plan.approval is not None]
    last_days = takeovers.last_days(session, [plan.obligation for plan in approved])
    return Reading(
        plans=approved,
        since={
            plan.id: max(plan.approval.approved_at, clock.start_of(plan.obligation.from_on))
            for plan in approved
            if plan.approval is not None
        },
        ends={plan.id: clock.end_of(last_days[plan.obligation_id]) for plan in approved},
        before=before,
        last_transfer_id=last_transfer_id,
        anew=anew,
    )


def factor_bp(plan: Plan, rule: ValueRule) -> int:
    """What a euro counts for by this rule, in basis points: 10,000 is once."""
    if rule is ValueRule.COMMUNITY_ACTIVITY:
        return plan.value_factor_bp
    table = plan.obligation.valuation
    procurement = table.rules.procurement if table else None
    return (procurement.factor_bp if procurement else None) or WHOLE_BP


@dataclass(frozen=True)
class Look:
    """What one reading of the ledger finds."""

    measured: dict[UUID, list[Measured]]
    """Of each plan what is new, by rule."""
    undone: dict[UUID, Euros]
    """Of each line what was undone that no declaration has seen."""


def look(session: Session, read: Reading) -> Look:
    """What is new of these plans, and what of their lines was undone since."""
    measured: defaultdict[UUID, list[Measured]] = defaultdict(list)
    undone: dict[UUID, Euros] = {}
    for sets, facts in _parts(session, read):
        rows = session.execute(text(_looked_at(sets)), facts).all()
        undone |= {row.line_id: Euros(int(row.cents)) for row in rows if row.line_id}
        back = {
            (row.plan_id, row.rule): int(row.cents)
            for row in rows
            if row.is_undone and not row.line_id
        }
        for row in rows:
            if not row.is_undone:
                less = back.get((row.plan_id, row.rule), 0)
                new = Measured(ValueRule(row.rule), Euros(int(row.cents)), Euros(less))
                measured[row.plan_id].append(new)
    return Look(measured, undone)


def measure(session: Session, read: Reading) -> dict[UUID, list[Measured]]:
    """What is new of each plan, by rule."""
    return look(session, read).measured


def claim(session: Session, read: Reading, *, declaration_id: UUID) -> None:
    """Count each of these transfers, once and for ever, on the line of its plan and rule."""
    for sets, facts in _parts(session, read):
        session.execute(text(_claimed(sets)), facts | {"declaration_id": declaration_id})
        session.execute(text(_undone(sets)), facts | {"declaration_id": declaration_id})


_SHOPS = text("""
select id from ledger.account where kind = 'merchant' and book_id = any(cast(:books as bigint[]))
""")


def _parts(session: Session, read: Reading) -> list[tuple[str, dict[str, Any]]]:
    """The sets and facts of the plans that count at redemption, and of those at issuance."""
    sets = {
        Recognition.REDEMPTION: countable_sets.at_redemption(anew=read.anew),
        Recognition.ISSUANCE: countable_sets.at_issuance(anew=read.anew),
    }
    return [
        (sets[moment], _facts(session, read, moment)) for moment in Recognition if read.of(moment)
    ]


def _facts(session: Session, read: Reading, moment: Recognition) -> dict[str, Any]:
    facts = read.facts(moment)
    shops = session.scalars(_SHOPS, {"books": facts["books"]})
    return facts | {"shops": list(shops)}


def _looked_at(sets: str) -> str:
    return f"""
with {sets}
select plan_id, rule, null::uuid as line_id, false as is_undone, sum(cents) as cents
from countable group by plan_id, rule
union all
select case when line_id is null then plan_id end, case when line_id is null then rule end,
    line_id, true, sum(cents)
from undoing group by 1, 2, line_id
"""  # noqa: S608 - made of the texts of countable_sets alone


def _claimed(sets: str) -> str:
    return f"""
with {sets}
insert into counted_transfer (transfer_id, line_id)
select c.id, l.id
from countable c
join declaration_line l
    on l.declaration_id = :declaration_id and l.plan_id = c.plan_id and l.rule = c.rule
"""  # noqa: S608 - made of the texts of countable_sets alone


def _undone(sets: str) -> str:
    return f"""
with {sets}
insert into undone_transfer (transfer_id, line_id, declaration_id, undone_cents)
select u.transfer_id, u.line_id, :declaration_id, sum(u.cents)
from undoing u where u.line_id is not null
group by u.transfer_id, u.line_id
"""  # noqa: S608 - made of the texts of countable_sets alone
