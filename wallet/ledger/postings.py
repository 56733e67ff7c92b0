"""Postings: the only way value moves. `sql/post.sql` has the rules; here refusals get facts."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import DataError
from psycopg import Error as DriverError
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, rows
from wallet.errors import Invalid, Refused, WalletError
from wallet.ledger.accounts import Account
from wallet.money import Euros


class InsufficientCoins(Refused):
    """An account with a floor does not hold what was wanted."""

    def __init__(self, *, account_id: int, available: Euros, wanted: Euros) -> None:
        super().__init__(f"{wanted} wanted, {available} available")
        self.account_id = account_id
        self.available = available
        self.wanted = wanted


class CauseAlreadyPosted(Refused):
    """This cause was posted before, with other moves."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"{cause} was posted with other moves")
        self.cause = cause


class BankEntryAlreadyUsed(Refused):
    """The received euros of this bank entry are already in the books, or were never received."""


class AccountClosed(Refused):
    """Nothing moves on this account any more."""

    def __init__(self, *, account_id: int) -> None:
        super().__init__(f"account {account_id} is closed")
        self.account_id = account_id


class PostingMalformed(Invalid):
    """A posting that no state of the books could accept."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"the posting breaks the rule {rule}")
        self.rule = rule


@dataclass(frozen=True)
class Move:
    """`amount` between two accounts of a book; out of `bank` with the entry it came in by."""

    source: Account
    target: Account
    amount: Euros
    bank_entry_id: UUID | None = None

    def __str__(self) -> str:
        entry = self.bank_entry_id or ""
        return f"({self.source.id},{self.target.id},{self.amount.cents},{entry})"


@dataclass(frozen=True)
class Posted:
    """What came of posting: the first posting of its cause, and what it left."""

    posting_id: int
    posted_at: datetime
    is_repeat: bool
    """The cause was posted before; nothing moved now."""
    transfer_ids: tuple[int, ...]
    balances: dict[int, Euros]
    """Account id -> what is on it now, of the accounts with a floor; empty for a repeat."""


class Transfer(Base):
    """Cents from one account to another of the same book. Immutable."""

    __tablename__ = "transfer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["source_id", "book_id"], ["ledger.account.id", "ledger.account.book_id"]
        ),
        ForeignKeyConstraint(
            ["target_id", "book_id"], ["ledger.account.id", "ledger.account.book_id"]
        ),
        CheckConstraint("cents between 1 and 1000000000000", name="cents"),
        CheckConstraint("source_id <> target_id", name="two_accounts"),
        Index(None, "posting_id"),
        Index(None, "source_id", postgresql_include=["cents"]),
        Index(None, "target_id", postgresql_include=["cents"]),
        Index(None, "bank_entry_id", postgresql_where=text("bank_entry_id is not null")),
        {"schema": "ledger"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    posting_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("ledger.posting.id"))
    book_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    target_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Euros] = mapped_column("cents")
    bank_entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_entry.id"))


class Posting(Base):
    """Transfers carried out together, for one cause."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("length(cause) between 3 and 200", name="cause"),
        {"schema": "ledger"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    cause: Mapped[str] = mapped_column(unique=True)
    posted_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    transfers: Mapped[list[Transfer]] = relationship(order_by=Transfer.id, viewonly=True)


def post(session: Session, cause: str, moves: Sequence[Move]) -> Posted:
    """Carry out these moves together, once, in one round trip.

    Posting the same cause again with the same moves returns the first posting.

    Raises:
        InsufficientCoins: an account with a floor would go below zero.
        CauseAlreadyPosted: the cause was used for other moves.
        BankEntryAlreadyUsed: these euros were not received, or are already in the books.
        AccountClosed: an account takes part on which nothing moves any more.
        PostingMalformed: no moves, two books, one account, or an amount out of range.
    """
    row = _call(session, _POST, cause, [str(move) for move in moves])[0]
    posting_id, posted_at, is_repeat, transfer_ids, account_ids, balances = row
    after = zip(account_ids or (), map(Euros, balances or ()), strict=True)
    return Posted(posting_id, posted_at, is_repeat, tuple(transfer_ids), dict(after))


def post_all(session: Session, postings: Mapping[str, Sequence[Move]]) -> dict[str, int]:
    """Carry out many postings in one call, all or none: cause -> moves in, cause -> id out.

    Causes posted before are skipped when they say the same.

    Raises:
        As `post`; the facts are of the first posting that is refused.
    """
    places = [place for place, moves in enumerate(postings.values(), 1) for _ in moves]
    moves = [str(move) for moves in postings.values() for move in moves]
    return dict(_call(session, _POST_ALL, list(postings), places, moves))


def find(session: Session, cause: str) -> Posting | None:
    return session.scalars(select(Posting).where(Posting.cause == cause)).one_or_none()


def reverse(session: Session, cause: str, *, of: Posting) -> Posted:
    """Move everything of a posting back to where it came from."""
    ids = {transfer.source_id for transfer in of.transfers}
    ids |= {transfer.target_id for transfer in of.transfers}
    by_id = {a.id: a for a in session.scalars(select(Account).where(Account.id.in_(ids)))}
    back = [
        Move(by_id[transfer.target_id], by_id[transfer.source_id], transfer.amount)
        for transfer in reversed(of.transfers)
    ]
    return post(session, cause, back)


def post_as(
    session: Session, cause: str, moves: Sequence[Move], fact: str, *parameters: object
) -> None:
    """Carry out these moves, and write down what they are in the same round trip.

    Both happen or neither. `fact` is one `insert ... select ... from posted`; its own parameters
    begin at `$3`.

    Raises:
        As `post`; and as the driver does for a row that breaks a rule of its own table.
    """
    _call(session, _POST_AS + fact, cause, [str(move) for move in moves], *parameters)


_SCHEMA = "ledger"
_POST = "select * from ledger.post($1, $2)"
_POST_AS = "with posted as materialized (select posting_id from ledger.post($1, $2))"
_POST_ALL = "select cause, posting_id from ledger.post_all($1, $2, $3)"


def _call(session: Session, query: str, *parameters: object) -> list[Any]:
    session.flush()
    try:
        return rows(session, query, *parameters)
    except DriverError as error:
        raise _explained(error) from error


def _explained(error: DriverError) -> Exception:
    """The database's refusal in domain words, or the error itself if it is no rule of ours."""
    rule, state = error.diag.constraint_name or "", error.sqlstate or ""
    detail = error.diag.message_detail or ""
    if error.diag.schema_name not in (None, _SCHEMA):
        return error  # of a row that was written along
    if rule in _EXPLANATIONS:
        return _EXPLANATIONS[rule](json.loads(detail) if detail.startswith("{") else {})
    if isinstance(error, DataError) and not state:
        return PostingMalformed("ck_posting_cause")  # the driver: a text cannot hold a NUL
    if rule or state.startswith(("22", "54")):
        return PostingMalformed(rule or "amount_in_range")
    return error


def _insufficient(facts: dict[str, Any]) -> WalletError:
    return InsufficientCoins(
        account_id=facts.get("account_id", 0),
        available=Euros(facts.get("available", 0)),
        wanted=Euros(facts.get("wanted", 0)),
    )


_EXPLANATIONS: dict[str, Callable[[dict[str, Any]], WalletError]] = {
    "ck_account_floor": _insufficient,
    "account_closed": lambda facts: AccountClosed(account_id=facts.get("account_id", 0)),
    "cause_already_posted": lambda facts: CauseAlreadyPosted(facts.get("cause", "")),
    "bank_entry_once": lambda _facts: BankEntryAlreadyUsed(),
}
