"""What can be counted of plans: transfers of their funds' books, read in sets and never one by one.

A year of a town is 100,000 transfers, and an officer has 150 contracts: many plans are one reading.
Asked twice in one transaction up to a seal it answers the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
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
    after_transfer_id: int = 0
    """What people spent is read from the next one on."""
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
            "after": self.after_transfer_id,
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


def claim(session: Session, read: Reading, *, declaration_id: UUID) -> None:
    """Count each of these transfers, once and for ever, on the line of its plan and rule."""
    for moment in Recognition:
        if read.of(moment):
            for then in (_CLAIMED, _UNDONE):
                query, facts = question(session, read, moment, then)
                session.execute(query, facts | {"declaration_id": declaration_id})


def question(
    session: Session, read: Reading, moment: Recognition, then: str
) -> tuple[TextClause, dict[str, Any]]:
    """The sets of the plans that count at this moment with what is asked of them, and the facts."""
    facts = read.facts(moment)
    facts["shops"] = accounts.ids_in(session, AccountKind.MERCHANT, facts["books"])
    return text(f"with {_SETS[moment](anew=read.anew)} {then}"), facts


_SETS = {
    Recognition.REDEMPTION: countable_sets.at_redemption,
    Recognition.ISSUANCE: countable_sets.at_issuance,
}
_CLAIMED = """
insert into counted_transfer (transfer_id, line_id)
select c.id, l.id
from countable c
join declaration_line l
    on l.declaration_id = :declaration_id and l.plan_id = c.plan_id and l.rule = c.rule
"""
_UNDONE = """
insert into undone_transfer (transfer_id, line_id, declaration_id, undone_cents)
select u.transfer_id, u.line_id, :declaration_id, sum(u.cents)
from undoing u where u.line_id is not null
group by u.transfer_id, u.line_id
"""
