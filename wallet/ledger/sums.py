"""Sums: what stands on each kind of account of some books, and what went between kinds so far.

One reading for any number of books, by the accounts' own indexes: of the many sales it reads only
the cents, from the index, and nothing of what people earned, whose balances are live.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.ledger.accounts import AccountKind
from wallet.money import Euros

_SUMS = text("""
with mine as materialized (
    select id, book_id, kind, balance from ledger.account
    where book_id = any(cast(:books as bigint[]))
)
select book_id, kind as source, null as target, sum(balance) as cents
from mine where balance is not null group by book_id, kind
union all
select s.book_id, s.kind, d.kind, sum(t.cents)
from mine s
join ledger.transfer t on t.source_id = s.id
join ledger.account d on d.id = t.target_id
where s.kind in ('bank', 'merchant', 'payout')
group by s.book_id, s.kind, d.kind
union all
select d.book_id, 'pot', 'bank', sum(t.cents)
from mine d
join ledger.transfer t on t.target_id = d.id
join ledger.account s on s.id = t.source_id and s.kind = 'pot'
where d.kind = 'bank'
group by d.book_id
union all
select d.book_id, null, 'merchant', sum(t.cents)
from mine d
join ledger.transfer t on t.target_id = d.id
where d.kind = 'merchant'
group by d.book_id
""")
"""Without a target: what is on accounts with a live balance. Without a source: into merchants, by
whatever way; only purses and payouts that bounced pay into them."""

_SPENT = text("""
select coalesce(sum(t.cents), 0)
from ledger.posting p
join ledger.transfer t on t.posting_id = p.id
join ledger.account d on d.id = t.target_id and d.kind = 'merchant'
join ledger.account s on s.id = t.source_id and s.kind = 'purse'
where p.posted_at >= :since and p.posted_at < :before
  and t.book_id = any(cast(:books as bigint[]))
""")
"""For a short while: a year is asked of `days`."""


@dataclass(frozen=True)
class Sums:
    """Of one book."""

    held: dict[AccountKind, Euros]
    """On all accounts of a kind together; every kind is there."""
    _moved: dict[tuple[AccountKind, AccountKind], Euros]

    def moved(self, source: AccountKind, target: AccountKind) -> Euros:
        """All that went between accounts of these kinds, one of which is `bank` or `merchant`."""
        return self._moved.get((source, target), Euros(0))


def of_books(session: Session, book_ids: Collection[int]) -> dict[int, Sums]:
    """By book; one of which nothing is known yet is there too."""
    live: dict[int, dict[AccountKind, int]] = {book_id: {} for book_id in book_ids}
    moved: dict[int, Counter[tuple[AccountKind, AccountKind]]] = {
        book_id: Counter() for book_id in book_ids
    }
    for book_id, source, target, cents in session.execute(_SUMS, {"books": list(book_ids)}):
        if target is None:
            live[book_id][AccountKind(source)] = int(cents)
        elif source is None:
            moved[book_id][AccountKind.PURSE, AccountKind.MERCHANT] += int(cents)
        else:
            moved[book_id][AccountKind(source), AccountKind(target)] += int(cents)
    return {book_id: _sums(live[book_id], moved[book_id]) for book_id in book_ids}


def spent_between(
    session: Session, book_ids: Collection[int], *, since: datetime, before: datetime
) -> Euros:
    """All that went from purses to merchants in [since, before), what was undone later included."""
    facts = {"books": list(book_ids), "since": since, "before": before}
    return Euros(int(session.execute(_SPENT, facts).scalar_one()))


def _sums(live: dict[AccountKind, int], moved: Counter[tuple[AccountKind, AccountKind]]) -> Sums:
    kind = AccountKind
    moved[kind.PURSE, kind.MERCHANT] -= moved[kind.PAYOUT, kind.MERCHANT]
    summed = {
        each: sum(cents for (_, target), cents in moved.items() if target is each)
        - sum(cents for (source, _), cents in moved.items() if source is each)
        for each in (kind.BANK, kind.MERCHANT)
    }
    held = dict.fromkeys(kind, 0) | live | summed
    return Sums(
        held={each: Euros(cents) for each, cents in held.items()},
        _moved={way: Euros(cents) for way, cents in moved.items()},
    )
