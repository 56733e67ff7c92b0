"""What the audit asks of the transfers. Each answer is a sentence; none is what is hoped for.

`:after` is the last transfer that is taken as proven, 0 for none: such transfers count in balances,
and are otherwise not looked at again. Every question may use `leg`, and is asked as `LEGS` and then
itself. Ten answers to a question are enough to start looking.
"""

TOTALS = """
select (select count(*) from ledger.book), (select count(*) from ledger.account),
       (select count(*) from ledger.posting), count(*), coalesce(sum(t.cents), 0)::bigint,
       coalesce(sum(
           case when s.kind = 'bank' then t.cents when d.kind = 'bank' then -t.cents end
       ), 0)::bigint
from ledger.transfer t
left join ledger.account s on s.id = t.source_id
left join ledger.account d on d.id = t.target_id
"""

LEGS = """
with leg as not materialized (
    select target_id as account_id, posting_id, id, cents from ledger.transfer
    union all
    select source_id, posting_id, id, -cents from ledger.transfer
)
"""

QUESTIONS = {
    "live balance equals transfers": """
select format('account %s holds %s cents, its transfers say %s',
              a.id, a.balance, coalesce(c.cents, 0))
from ledger.account a
left join (select account_id, sum(cents) as cents from leg group by account_id) c
    on c.account_id = a.id
where a.balance <> coalesce(c.cents, 0)
   or (a.balance is null) <> (a.kind in ('bank', 'merchant'))
   or (a.closed_at is not null and coalesce(c.cents, 0) <> 0)
order by a.id limit 10
""",
    # A transfer gets its id while the account is locked, so per account ids are the real order;
    # a posting of several transfers is one step.
    "no account with a floor was ever below it": """, opening as (
    select account_id, sum(cents) as cents from leg where id <= :after group by account_id
),
step as (
    select leg.account_id, leg.posting_id,
           coalesce(o.cents, 0) + sum(leg.cents) over account as running,
           lead(leg.posting_id) over account is distinct from leg.posting_id as is_whole
    from leg
    join ledger.account a on a.id = leg.account_id and a.kind not in ('bank', 'merchant')
    left join opening o on o.account_id = leg.account_id
    where leg.id > :after
    window account as (partition by leg.account_id order by leg.id rows unbounded preceding)
)
select format('account %s stood at %s cents after posting %s', account_id, running, posting_id)
from step where running < 0 and is_whole
order by posting_id limit 10
""",
    "value never leaves its book": """
select format('transfer %s of book %s touches accounts of books %s and %s',
              t.id, t.book_id, s.book_id, d.book_id)
from ledger.transfer t
left join ledger.account s on s.id = t.source_id
left join ledger.account d on d.id = t.target_id
where t.id > :after
  and (s.book_id is distinct from t.book_id or d.book_id is distinct from t.book_id
       or t.cents <= 0 or t.source_id = t.target_id)
order by t.id limit 10
""",
    # Kinds of one book: who pays whom is told first, each transfer only where that is wrong.
    "value moves by an event of the chart": """
select format('transfer %s moves value %s -> %s: no event does that', min(t.id), s.kind, d.kind)
from ledger.transfer t
join ledger.account s on s.id = t.source_id
join ledger.account d on d.id = t.target_id
where t.id > :after
group by s.kind, d.kind
having s.kind || ' ' || d.kind not in (
    'bank pot', 'pot budget', 'budget pot', 'budget purse', 'purse merchant', 'merchant purse',
    'purse pot', 'merchant payout', 'payout bank', 'bank payout', 'payout merchant', 'pot bank')
order by min(t.id) limit 10
""",
    "every posting moves something": """
select format('posting %s (%s) has no transfers', p.id, p.cause)
from ledger.posting p
where not exists (select from ledger.transfer t where t.posting_id = p.id)
order by p.id limit 10
""",
    "every posting has a cause of its own": """
select format('postings %s share the cause %s', string_agg(id::text, ', ' order by id), cause)
from ledger.posting group by cause having count(*) > 1
order by min(id) limit 10
""",
    "every transfer belongs to a posting": """
select format('transfer %s has no posting', t.id)
from ledger.transfer t left join ledger.posting p on p.id = t.posting_id
where t.id > :after and p.id is null order by t.id limit 10
""",
    "every euro was received": """
select format('transfer %s brings in euros without a bank entry, or names one without need', t.id)
from ledger.transfer t join ledger.account s on s.id = t.source_id
where t.id > :after and (s.kind = 'bank') <> (t.bank_entry_id is not null)
order by t.id limit 10
""",
    "a purse gets back no more than it paid": """
select format('purse %s got %s cents more back from account %s than it paid there',
              purse_id, -sum(cents), merchant_id)
from (
    select case s.kind when 'purse' then s.id else d.id end as purse_id,
           case s.kind when 'purse' then d.id else s.id end as merchant_id,
           case s.kind when 'purse' then t.cents else -t.cents end as cents
    from ledger.transfer t
    join ledger.account s on s.id = t.source_id
    join ledger.account d on d.id = t.target_id
    where (s.kind = 'purse' and d.kind = 'merchant') or (s.kind = 'merchant' and d.kind = 'purse')
) as paid
group by purse_id, merchant_id
having sum(cents) < 0
order by purse_id limit 10
""",
    "no received euro is counted twice": """
select format('bank entry %s holds %s cents, the books took %s',
              t.bank_entry_id, max(e.amount_cents), sum(t.cents))
from ledger.transfer t
left join public.bank_entry e on e.id = t.bank_entry_id and e.direction = 'credit'
where t.bank_entry_id is not null
group by t.bank_entry_id
having sum(t.cents) > coalesce(max(e.amount_cents), 0)
order by 1 limit 10
""",
}
