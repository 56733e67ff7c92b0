"""Declared sums: what declarations come to by plan, approved minus taken back, or waiting."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.money import Euros
from wallet.social_return.stages import Stages

_SUMS = text("""
select d.obligation_id, l.plan_id, a.line_id is not null as is_assessed,
    coalesce(a.approved_cents, l.counted_cents) as cents
from declaration d
join declaration_line l on l.declaration_id = d.id
left join assessment_line a on a.line_id = l.id
where d.obligation_id = any(cast(:ids as uuid[]))
union all
select d.obligation_id, l.plan_id, a.declaration_id is not null, -c.corrected_cents
from declaration d
join correction c on c.declaration_id = d.id
join declaration_line l on l.id = c.line_id
left join assessment a on a.declaration_id = d.id
where d.obligation_id = any(cast(:ids as uuid[]))
""")
"""A correction counts, as what is new does, from the assessment of its declaration on."""


def of_obligations(
    session: Session, obligation_ids: Iterable[UUID]
) -> dict[UUID, dict[UUID, Stages]]:
    """Obligation -> plan -> what is assessed and what waits; every obligation is there."""
    ids = list(obligation_ids)
    found: dict[UUID, dict[UUID, Stages]] = {one: defaultdict(Stages) for one in ids}
    for obligation_id, plan_id, is_assessed, cents in session.execute(_SUMS, {"ids": ids}):
        amount = Euros(int(cents))
        more = Stages(assessed=amount) if is_assessed else Stages(awaiting=amount)
        found[obligation_id][plan_id] = found[obligation_id][plan_id].plus(more)
    return found
