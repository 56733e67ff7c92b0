"""Origins: which activities the euros of a declaration came from, to the cent.

Coins in a purse cannot be told apart. What was spent from a purse is divided over the activities
that filled it, in proportion to the cents each put in, by largest remainder: the parts of a purse
add up to what was spent from it.
"""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.activities import causes
from wallet.money import Euros
from wallet.social_return.declarations import Declaration


class Origin(NamedTuple):
    """One participant's part, in one kind of activity, spent at one kind of shop. Never shown."""

    wallet_id: UUID
    kind: str
    """Of the activity; empty where the ledger knows of none."""
    neighbourhood: str
    line_id: UUID
    category: str
    """Of the shop; empty where euros count when they are earned."""
    spent: Euros


def of_declaration(session: Session, declaration: Declaration) -> list[Origin]:
    """Every part of what this declaration counts, what was undone meanwhile left out.

    Its transfers were counted a moment ago, which the planner's statistics do not know: it would
    compare each purse with each other one, 200 million pairs for a year of a fund.
    """
    facts = {"declaration_id": declaration.id, "last": declaration.last_transfer_id}
    session.execute(text("set local enable_nestloop = off"))
    rows = session.execute(text(_ORIGINS), facts).all()
    session.execute(text("set local enable_nestloop = on"))
    return [
        Origin(wallet_id, kind, neighbourhood, line_id, category, Euros(int(cents)))
        for wallet_id, kind, neighbourhood, line_id, category, cents in rows
    ]


_ORIGINS = f"""
with mine as (
    select id from declaration_line where declaration_id = :declaration_id
),
moved as (
    select c.line_id, t.source_id, t.target_id, t.cents
    from mine join counted_transfer c on c.line_id = mine.id
    join ledger.transfer t on t.id = c.transfer_id
    union all
    select u.line_id, t.target_id, t.source_id, -u.undone_cents
    from mine join undone_transfer u on u.line_id = mine.id
    join ledger.transfer t on t.id = u.transfer_id
    where u.declaration_id = :declaration_id
),
spent as (
    select m.line_id,
        case when s.kind = 'purse' then s.id else d.id end as purse_id,
        case when s.kind = 'purse' then s.owner_id else d.owner_id end as wallet_id,
        coalesce(shop.category, '') as category, sum(m.cents) as cents
    from moved m
    join ledger.account s on s.id = m.source_id
    join ledger.account d on d.id = m.target_id
    left join merchant shop on d.kind = 'merchant' and shop.id = d.owner_id
    group by 1, 2, 3, 4
    having sum(m.cents) > 0
),
earned as (
    select t.target_id as purse_id, coalesce(a.kind, '') as kind,
        coalesce(a.neighbourhood, '') as neighbourhood, sum(t.cents) as cents
    from (select distinct purse_id from spent) s
    join ledger.transfer t on t.target_id = s.purse_id and t.id <= :last
    join ledger.account b on b.id = t.source_id and b.kind = 'budget'
    join ledger.posting o on o.id = t.posting_id
    left join reward w on w.participation_id = {causes.participation_in("o.cause")}
    left join participation p on p.id = w.participation_id
    left join activity a on a.id = p.activity_id
    group by 1, 2, 3
),
shares as (
    select s.*, e.kind, e.neighbourhood,
        s.cents * e.cents / sum(e.cents) over part as exact,
        trunc(s.cents * e.cents / sum(e.cents) over part) as whole
    from spent s join earned e using (purse_id)
    window part as (partition by s.line_id, s.purse_id, s.category)
),
divided as (
    select *, whole + case
        when row_number() over (part order by exact - whole desc, kind, neighbourhood)
             <= cents - sum(whole) over part_all then 1 else 0 end as part_cents
    from shares
    window part as (partition by line_id, purse_id, category),
        part_all as (partition by line_id, purse_id, category)
)
select wallet_id, kind, neighbourhood, line_id, category, sum(part_cents)
from divided where part_cents > 0
group by 1, 2, 3, 4, 5
order by 1, 2, 3, 4, 5
"""  # noqa: S608 - made of texts of ours alone
