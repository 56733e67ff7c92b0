"""Days: what went between kinds of accounts of some books, by day in Amsterdam.

A day that is over and sealed is added up once (`sealed_figures`); only what is newer is read again.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.ledger import sealed_figures
from wallet.ledger.accounts import AccountKind

_MOVED = text("""
select (p.posted_at at time zone 'Europe/Amsterdam')::date as day, m.source, m.target, sum(m.cents)
from (
    select t.posting_id, s.kind as source, d.kind as target, sum(t.cents) as cents
    from ledger.transfer t
    join ledger.account s on s.id = t.source_id
    join ledger.account d on d.id = t.target_id
    where t.book_id = any(cast(:books as bigint[])) and t.id > :after and t.id <= :until
    group by t.posting_id, s.kind, d.kind
) m
join ledger.posting p on p.id = m.posting_id
group by day, m.source, m.target
""")


class Way(NamedTuple):
    """From accounts of one kind to accounts of another."""

    source: AccountKind
    target: AccountKind


SPENT = Way(AccountKind.PURSE, AccountKind.MERCHANT)
UNDONE = Way(AccountKind.MERCHANT, AccountKind.PURSE)
PAID_OUT = Way(AccountKind.PAYOUT, AccountKind.BANK)
BOUNCED = Way(AccountKind.BANK, AccountKind.PAYOUT)


def moved(session: Session, book_ids: Collection[int]) -> Counter[tuple[date, Way]]:
    """Cents by day and way, of all these books together."""
    books = sorted(book_ids)

    def add(before: Counter[tuple[date, Way]], after: int, until: int) -> Counter[tuple[date, Way]]:
        facts = {"books": books, "after": after, "until": until}
        found = Counter(before)
        for day, source, target, cents in session.execute(_MOVED, facts):
            found[day, Way(AccountKind(source), AccountKind(target))] += int(cents)
        return found

    return sealed_figures.read_on(session, ("days", tuple(books)), Counter(), add)


def moved_between(
    session: Session, book_ids: Collection[int], *, first: date, last: date
) -> Counter[Way]:
    """Cents by way, from the first day to the last, both included."""
    found: Counter[Way] = Counter()
    for (day, way), cents in moved(session, book_ids).items():
        if first <= day <= last:
            found[way] += cents
    return found
