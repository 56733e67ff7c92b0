"""What happened in a book, read from its transfers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import Session

from wallet.ledger.accounts import Account
from wallet.ledger.postings import Posting, Transfer
from wallet.money import Euros


@dataclass(frozen=True)
class Line:
    """What one posting did to some accounts together: positive is received."""

    posting_id: int
    cause: str
    posted_at: datetime
    change: Euros


@dataclass(frozen=True)
class StatementLine:
    """What one posting did to an account, and what was on it afterwards."""

    posting_id: int
    cause: str
    posted_at: datetime
    change: Euros
    balance: Euros


@dataclass(frozen=True)
class Statement:
    """An account over a period: what was on it, each posting, what is on it."""

    opening: Euros
    lines: list[StatementLine]

    @property
    def closing(self) -> Euros:
        return self.lines[-1].balance if self.lines else self.opening


def balance_at(session: Session, account: Account, at: datetime) -> Euros:
    """What was on the account at this instant, postings of that very instant included.

    A posting counts from when it was posted, a moment before it was committed.
    """
    return _changed(session, account, Posting.posted_at <= at)


def statement(session: Session, account: Account, since: datetime, before: datetime) -> Statement:
    """The postings in [since, before), with the running balance, in the order they moved it."""
    opening = running = _changed(session, account, Posting.posted_at < since)
    rows = session.execute(
        select(Posting.id, Posting.cause, Posting.posted_at, func.sum(_change_of(account)))
        .join(Transfer, Transfer.posting_id == Posting.id)
        .where(_touches(account), Posting.posted_at >= since, Posting.posted_at < before)
        .group_by(Posting.id)
        .order_by(func.min(Transfer.id))
    )
    found = []
    for posting_id, cause, posted_at, cents in rows:
        change = Euros(int(cents))
        running += change
        found.append(StatementLine(posting_id, cause, posted_at, change, running))
    return Statement(opening, found)


def lines(session: Session, account_ids: Sequence[int], *, limit: int = 200) -> list[Line]:
    """The latest postings that changed these accounts, newest first."""
    change = func.sum(_sign(account_ids) * _cents())
    query = (
        select(Posting.id, Posting.cause, Posting.posted_at, change)
        .join(Transfer, Transfer.posting_id == Posting.id)
        .where(Transfer.source_id.in_(account_ids) | Transfer.target_id.in_(account_ids))
        .group_by(Posting.id)
        .order_by(Posting.id.desc())
        .limit(limit)
    )
    rows = session.execute(query)
    return [Line(id_, cause, at, Euros(int(cents))) for id_, cause, at, cents in rows]


def _changed(session: Session, account: Account, when: ColumnElement[bool]) -> Euros:
    """The sum of what those postings did to the account."""
    query = (
        select(func.coalesce(func.sum(_change_of(account)), 0))
        .join(Posting, Posting.id == Transfer.posting_id)
        .where(_touches(account), when)
    )
    return Euros(int(session.execute(query).scalar_one()))


def _touches(account: Account) -> ColumnElement[bool]:
    return (Transfer.source_id == account.id) | (Transfer.target_id == account.id)


def _change_of(account: Account) -> ColumnElement[int]:
    return _sign([account.id]) * _cents()


def _cents() -> ColumnElement[int]:
    return type_coerce(Transfer.__table__.c.cents, BigInteger)  # plain integers, to add up in SQL


def _sign(account_ids: Sequence[int]) -> ColumnElement[int]:
    return case((Transfer.target_id.in_(account_ids), 1), else_=0) - case(
        (Transfer.source_id.in_(account_ids), 1), else_=0
    )
