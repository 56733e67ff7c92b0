"""The audit: a separate reading of the tables, that believes no balance and recomputes each one.

It shares no code with the posting path: it reads transfers, in one snapshot, and compares.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, text


@dataclass
class AuditReport:
    """What was read, and every difference found; none means every cent is accounted for."""

    books: int
    accounts: int
    postings: int
    transfers: int
    moved_cents: int
    bank_cents: int
    """What should stand in the bank, in cents: minus the sum of the `bank` accounts."""
    differences: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.differences


_TOTALS = """
select (select count(*) from ledger.book), (select count(*) from ledger.account),
       (select count(*) from ledger.posting), count(*), coalesce(sum(t.cents), 0)::bigint,
       coalesce(sum(
           case when s.kind = 'bank' then t.cents when d.kind = 'bank' then -t.cents end
       ), 0)::bigint
from ledger.transfer t
left join ledger.account s on s.id = t.source_id
left join ledger.account d on d.id = t.target_id
"""

_CHANGES = """
with change as (
    -- A transfer gets its id while the locks are held, so per account this is the real order.
    select account_id, posting_id, sum(cents)::bigint as cents, min(id) as place
    from (
        select target_id as account_id, posting_id, cents, id from ledger.transfer
        union all
        select source_id, posting_id, -cents, id from ledger.transfer
    ) as leg
    group by account_id, posting_id
)
"""

# Each question answers with a sentence per difference. Ten are enough to start looking.
_QUESTIONS = {
    "live balance equals transfers": """
select format('account %s holds %s cents, its transfers say %s',
              a.id, a.balance, coalesce(c.cents, 0))
from ledger.account a
left join (select account_id, sum(cents)::bigint as cents from change group by account_id) c
    on c.account_id = a.id
where a.balance is not null and a.balance <> coalesce(c.cents, 0)
order by a.id limit 10
""",
    "no account with a floor was ever below it": """
select format('account %s stood at %s cents after posting %s', account_id, running, posting_id)
from (
    select c.account_id, c.posting_id,
           sum(c.cents) over (partition by c.account_id order by c.place) as running
    from change c join ledger.account a on a.id = c.account_id
    where a.kind not in ('bank', 'merchant')
) as r
where running < 0 order by posting_id limit 10
""",
    "value never leaves its book": """
select format('transfer %s of book %s touches accounts of books %s and %s',
              t.id, t.book_id, s.book_id, d.book_id)
from ledger.transfer t
left join ledger.account s on s.id = t.source_id
left join ledger.account d on d.id = t.target_id
where s.book_id is distinct from t.book_id or d.book_id is distinct from t.book_id
   or t.cents <= 0 or t.source_id = t.target_id
order by t.id limit 10
""",
    "every posting has a cause of its own and moves something": """
select format('posting %s (%s) has no transfers or shares its cause', p.id, p.cause)
from ledger.posting p
where not exists (select from ledger.transfer t where t.posting_id = p.id)
   or exists (select from ledger.posting q where q.cause = p.cause and q.id <> p.id)
order by p.id limit 10
""",
    "every transfer belongs to a posting": """
select format('transfer %s has no posting', t.id)
from ledger.transfer t left join ledger.posting p on p.id = t.posting_id
where p.id is null order by t.id limit 10
""",
    "every euro was received": """
select format('transfer %s brings in euros without a bank entry', t.id)
from ledger.transfer t join ledger.account s on s.id = t.source_id
where (s.kind = 'bank') <> (t.bank_entry_id is not null)
order by t.id limit 10
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


def audit(connection: Connection) -> AuditReport:
    """Recompute everything in one snapshot. The connection must not be in a transaction yet."""
    snapshot = connection.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with snapshot.begin():
        books, accounts, postings, transfers, moved, bank = snapshot.execute(text(_TOTALS)).one()
        report = AuditReport(books, accounts, postings, transfers, moved, bank)
        for question in _QUESTIONS.values():
            report.differences += snapshot.execute(text(_CHANGES + question)).scalars()
    return report
