"""The sets of transfers a reading is made of, as SQL: what is countable, and what undid it.

`anew` reads as if nothing had been declared yet; otherwise what stands on a line is left out.
"""

_AGREED = """
agreed as (
    select * from unnest(
        cast(:plans as uuid[]), cast(:books as bigint[]), cast(:authorities as uuid[]),
        cast(:by_enterprise as boolean[]), cast(:since as timestamptz[]),
        cast(:until as timestamptz[])
    ) as agreed(plan_id, book_id, authority_id, by_enterprise, since, until)
),
"""
"""A plan has one fund, and a fund one approved plan: so a transfer is of one plan at most."""

_REDEEMED = """
countable as (
    select t.id, t.cents, a.plan_id,
        case when e.id is null then 'community-activity' else 'social-procurement' end as rule
    from ledger.transfer t
    join agreed a on a.book_id = t.book_id
    join ledger.posting p on p.id = t.posting_id
    left join (
        social_enterprise e
        join ledger.account d on d.owner_id = e.merchant_id and d.kind = 'merchant'
    ) on a.by_enterprise and e.authority_id = a.authority_id and d.id = t.target_id
        and (p.posted_at at time zone 'Europe/Amsterdam')::date between e.valid_from and e.valid_to
    where t.target_id = any(cast(:shops as bigint[]))
      and t.source_id not in (
          select id from ledger.account
          where kind = 'payout' and book_id = any(cast(:books as bigint[])))
      and t.id > :after and t.id <= :last
      and p.posted_at >= a.since and p.posted_at < a.until and {fresh}
),
"""
"""Half of all transfers go to one account in a hundred, which the planner knows only when
told which. By the chart of accounts only purses and payouts that bounced pay into them."""

_FRESH = "not exists (select from counted_transfer c where c.transfer_id = t.id)"

_REVERSED = """
back as materialized (
    select r.id, r.cents, r.posting_id, r.source_id as shop_id, r.target_id as purse_id,
        s.owner_id, a.*
    from ledger.transfer r
    join agreed a on a.book_id = r.book_id
    join ledger.account s on s.id = r.source_id
    join ledger.account d on d.id = r.target_id and d.kind = 'purse'
    where r.source_id = any(cast(:shops as bigint[])) and r.id > :after and r.id <= :last
      and (:anew or not exists (select from undone_transfer u where u.transfer_id = r.id))
),
undoing as (
    select b.id as transfer_id, b.cents, l.id as line_id, coalesce(l.plan_id, b.plan_id) as plan_id,
        coalesce(l.rule, case when e.id is null then 'community-activity'
                         else 'social-procurement' end) as rule
    from back b
    join ledger.posting rp on rp.id = b.posting_id and rp.posted_at < :undone_until
    join ledger.posting p on p.cause = 'redemption:' || substr(rp.cause, 10)
    join ledger.transfer o on o.posting_id = p.id
        and o.source_id + 0 = b.purse_id and o.target_id + 0 = b.shop_id
    left join counted_transfer c on c.transfer_id = o.id and not :anew
    left join declaration_line l on l.id = c.line_id
    left join social_enterprise e
        on b.by_enterprise and e.authority_id = b.authority_id and e.merchant_id = b.owner_id
        and (p.posted_at at time zone 'Europe/Amsterdam')::date between e.valid_from and e.valid_to
    where l.id is not null or (p.posted_at >= b.since and p.posted_at < b.until)
)
"""
"""`reversal:<id>` undoes `redemption:<id>`, transfer by transfer. Whether that was countable is
asked of these few again, not looked up among all that are."""


def at_redemption(*, anew: bool) -> str:
    """Of plans that count when coins are spent."""
    return _AGREED + _REDEEMED.format(fresh="true" if anew else _FRESH) + _REVERSED


_ISSUED = """
countable as (
    select t.id, t.cents, a.plan_id, 'community-activity' as rule, t.target_id as purse_id
    from ledger.transfer t
    join agreed a on a.book_id = t.book_id
    join ledger.account s on s.id = t.source_id and s.kind = 'budget'
    join ledger.account d on d.id + 0 = t.target_id and d.kind = 'purse'
    join ledger.posting p on p.id + 0 = t.posting_id
    where t.id <= :last and p.posted_at >= a.since and p.posted_at < a.until and {fresh}
),
"""

_LAPSED = """
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


def at_issuance(*, anew: bool) -> str:
    """Of plans that count when coins are earned."""
    return _AGREED + _ISSUED.format(fresh="true" if anew else _FRESH) + _LAPSED
