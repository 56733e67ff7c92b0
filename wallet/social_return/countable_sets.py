"""The sets of transfers a reading is made of, as SQL: what is countable, and what undid it.

`anew` reads as if nothing had been declared yet; otherwise what stands on a line is left out.
"""

AGREED = """
agreed as (
    select * from unnest(
        cast(:plans as uuid[]), cast(:books as bigint[]), cast(:authorities as uuid[]),
        cast(:by_enterprise as boolean[]), cast(:since as timestamptz[]),
        cast(:until as timestamptz[])
    ) as agreed(plan_id, book_id, authority_id, by_enterprise, since, until)
),
"""
"""A plan has one fund, and a fund one approved plan: so a transfer is of one plan at most."""

REDEEMED = """
countable as (
    select t.id, t.cents, a.plan_id,
        case when e.id is null then 'community-activity' else 'social-procurement' end as rule
    from agreed a
    join ledger.transfer t on t.book_id = a.book_id and t.id <= :last
    join ledger.account s on s.id = t.source_id and s.kind = 'purse'
    join ledger.account d on d.id = t.target_id and d.kind = 'merchant'
    join ledger.posting p on p.id = t.posting_id
    left join social_enterprise e
        on a.by_enterprise and e.authority_id = a.authority_id and e.merchant_id = d.owner_id
        and (p.posted_at at time zone 'Europe/Amsterdam')::date between e.valid_from and e.valid_to
    where p.posted_at >= a.since and p.posted_at < a.until
      and (:anew or not exists (select from counted_transfer c where c.transfer_id = t.id))
),
"""

REVERSED = """
undoing as (
    select r.id as transfer_id, r.cents, l.id as line_id,
        coalesce(l.plan_id, n.plan_id) as plan_id, coalesce(l.rule, n.rule) as rule
    from agreed a
    join ledger.transfer r on r.book_id = a.book_id and r.id <= :last
    join ledger.account s on s.id = r.source_id and s.kind = 'merchant'
    join ledger.account d on d.id = r.target_id and d.kind = 'purse'
    join ledger.posting rp on rp.id = r.posting_id
    join ledger.posting op on op.cause = 'redemption:' || substr(rp.cause, 10)
    join ledger.transfer o
        on o.posting_id = op.id and o.source_id = r.target_id and o.target_id = r.source_id
    left join counted_transfer c on c.transfer_id = o.id and not :anew
    left join declaration_line l on l.id = c.line_id
    left join countable n on n.id = o.id
    where rp.posted_at < :undone_until
      and (l.id is not null or n.id is not null)
      and (:anew or not exists (select from undone_transfer u where u.transfer_id = r.id))
)
"""
"""`reversal:<id>` undoes `redemption:<id>`, transfer by transfer."""

ISSUED = """
countable as (
    select t.id, t.cents, a.plan_id, 'community-activity' as rule, t.target_id as purse_id
    from agreed a
    join ledger.transfer t on t.book_id = a.book_id and t.id <= :last
    join ledger.account s on s.id = t.source_id and s.kind = 'budget'
    join ledger.account d on d.id = t.target_id and d.kind = 'purse'
    join ledger.posting p on p.id = t.posting_id
    where p.posted_at >= a.since and p.posted_at < a.until
      and (:anew or not exists (select from counted_transfer c where c.transfer_id = t.id))
),
"""

LAPSED = """
counted as (
    select t.target_id as purse_id, a.plan_id, c.line_id, min(t.id) as first_id,
        sum(t.cents) as cents
    from agreed a
    join ledger.transfer t on t.book_id = a.book_id
    join counted_transfer c on c.transfer_id = t.id
    where not :anew group by t.target_id, a.plan_id, c.line_id
    union all
    select purse_id, plan_id, null, min(id), sum(cents) from countable group by purse_id, plan_id
),
undone_before as (
    select t.source_id as purse_id, u.line_id, sum(u.undone_cents) as cents
    from agreed a
    join ledger.transfer t on t.book_id = a.book_id
    join undone_transfer u on u.transfer_id = t.id
    where not :anew group by t.source_id, u.line_id
),
open_counts as (
    select c.purse_id, c.plan_id, c.line_id, sum(c.cents - coalesce(b.cents, 0))
            over (partition by c.purse_id order by c.first_id) as until_cents,
        c.cents - coalesce(b.cents, 0) as cents
    from counted c
    left join undone_before b on b.purse_id = c.purse_id and b.line_id = c.line_id
),
lapses as (
    select t.id, t.source_id as purse_id, t.cents,
        sum(t.cents) over (partition by t.source_id order by t.id) as until_cents
    from agreed a
    join ledger.transfer t on t.book_id = a.book_id and t.id <= :last
    join ledger.account s on s.id = t.source_id and s.kind = 'purse'
    join ledger.account d on d.id = t.target_id and d.kind = 'pot'
    join ledger.posting p on p.id = t.posting_id
    where p.posted_at < :undone_until
      and (:anew or not exists (select from undone_transfer u where u.transfer_id = t.id))
),
undoing as (
    select l.id as transfer_id, o.line_id, o.plan_id, 'community-activity' as rule,
        least(l.until_cents, o.until_cents)
            - greatest(l.until_cents - l.cents, o.until_cents - o.cents) as cents
    from lapses l
    join open_counts o on o.purse_id = l.purse_id
        and o.until_cents > l.until_cents - l.cents and o.until_cents - o.cents < l.until_cents
)
"""
"""What lapsed goes back to the pot and is earned anew. It undoes what was counted of its purse, the
first counted first, and never more than that: where both lie on one line of cents, they overlap."""
