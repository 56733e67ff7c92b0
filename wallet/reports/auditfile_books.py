"""What an auditfile reads: balances before a period, totals of it, and its postings one by one."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.funds.funds import Fund
from wallet.ledger.accounts import AccountKind
from wallet.programmes.programmes import Programme
from wallet.social_return.periods import Period

AT_ONCE = 2_000
"""Rows held in memory."""


class Balance(NamedTuple):
    """What stood on all accounts of a kind of a fund; below zero is a debit."""

    book_id: int
    kind: AccountKind
    cents: int


class Moved(NamedTuple):
    transfers: int
    cents: int


class Entry(NamedTuple):
    """A transfer, with the posting it is part of."""

    posting_id: int
    cause: str
    posted_at: datetime
    transfer_id: int
    book_id: int
    source: AccountKind
    target: AccountKind
    cents: int

    @property
    def day(self) -> date:
        return clock.day_of(self.posted_at)


def begin(session: Session) -> None:
    """Let everything this transaction reads be of one moment; before anything is read."""
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def funds_of(session: Session, operator_id: UUID) -> list[Fund]:
    """Every fund of the programmes this organisation operates, in the order of their books."""
    return list(
        session.scalars(
            select(Fund)
            .join(Programme, Programme.id == Fund.programme_id)
            .where(Programme.operator_id == operator_id)
            .order_by(Fund.book_id)
        )
    )


def opening(session: Session, funds: list[Fund], period: Period) -> list[Balance]:
    """What stood there when the period began; nothing where that was nothing."""
    rows = session.execute(text(_OPENING), _facts(funds, period))
    return [Balance(book_id, AccountKind(kind), int(cents)) for book_id, kind, cents in rows]


def moved(session: Session, funds: list[Fund], period: Period) -> Moved:
    """How many transfers there were in the period, and what they come to."""
    count, cents = session.execute(text(_MOVED), _facts(funds, period)).one()
    return Moved(int(count), int(cents))


def postings(session: Session, funds: list[Fund], period: Period) -> Iterator[list[Entry]]:
    """The postings of the period in their order, each as its transfers; never all in memory."""
    streamed = {"stream_results": True, "yield_per": AT_ONCE}
    rows = session.execute(text(_POSTINGS), _facts(funds, period), execution_options=streamed)
    for _, posting in groupby(map(_entry, rows), key=lambda entry: entry.posting_id):
        yield list(posting)


def _entry(row: Any) -> Entry:
    *before, source, target, cents = row
    return Entry._make((*before, AccountKind(source), AccountKind(target), int(cents)))


def _facts(funds: list[Fund], period: Period) -> dict[str, Any]:
    return {
        "books": [fund.book_id for fund in funds],
        "since": period.since,
        "before": period.before,
    }


_OPENING = """
select book_id, kind, sum(cents) from (
    select t.book_id, a.kind, t.cents from ledger.transfer t
    join ledger.account a on a.id = t.target_id
    join ledger.posting p on p.id = t.posting_id
    where t.book_id = any(:books) and p.posted_at < :since
    union all
    select t.book_id, a.kind, -t.cents from ledger.transfer t
    join ledger.account a on a.id = t.source_id
    join ledger.posting p on p.id = t.posting_id
    where t.book_id = any(:books) and p.posted_at < :since
) as legs
group by book_id, kind having sum(cents) <> 0 order by book_id, kind
"""
_MOVED = """
select count(*), coalesce(sum(t.cents), 0)
from ledger.transfer t join ledger.posting p on p.id = t.posting_id
where t.book_id = any(:books) and p.posted_at >= :since and p.posted_at < :before
"""
_POSTINGS = """
select p.id, p.cause, p.posted_at, t.id, t.book_id, s.kind, d.kind, t.cents
from ledger.transfer t
join ledger.posting p on p.id = t.posting_id
join ledger.account s on s.id = t.source_id
join ledger.account d on d.id = t.target_id
where t.book_id = any(:books) and p.posted_at >= :since and p.posted_at < :before
order by p.id, t.id
"""
