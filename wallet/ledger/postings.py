"""Postings: the only way value moves. `sql/post.sql` has the rules; here refusals get facts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base
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
        return f"({self.source.id},{self.target.id},{self.amount.cents},{self.bank_entry_id or ''})"


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


def post(session: Session, cause: str, moves: Sequence[Move]) -> Posting:
    """Carry out these moves together, once.

    Posting the same cause again with the same moves returns the first posting.

    Raises:
        InsufficientCoins: an account with a floor would go below zero.
        CauseAlreadyPosted: the cause was used for other moves.
        BankEntryAlreadyUsed: these euros were not received, or are already in the books.
        PostingMalformed: no moves, two books, one account, or an amount out of range.
    """
    composites = [str(move) for move in moves]
    try:
        posting_id = session.execute(
            text(
                "select posting_id from ledger.post(:cause, cast(:moves as ledger.move[])) limit 1"
            ),
            {"cause": cause, "moves": composites},
        ).scalar_one()
    except DBAPIError as error:
        raise _explained(error, cause) from error
    return session.get_one(Posting, posting_id)


def find(session: Session, cause: str) -> Posting | None:
    return session.scalars(select(Posting).where(Posting.cause == cause)).one_or_none()


def reverse(session: Session, cause: str, *, of: Posting) -> Posting:
    """Move everything of a posting back to where it came from."""
    ids = {transfer.source_id for transfer in of.transfers}
    ids |= {transfer.target_id for transfer in of.transfers}
    by_id = {a.id: a for a in session.scalars(select(Account).where(Account.id.in_(ids)))}
    back = [
        Move(by_id[transfer.target_id], by_id[transfer.source_id], transfer.amount)
        for transfer in reversed(of.transfers)
    ]
    return post(session, cause, back)


def _explained(error: DBAPIError, cause: str) -> Exception:
    """The database's refusal in domain words, or the error itself if it is no rule of ours."""
    if not isinstance(error.orig, DriverError):
        return error
    diagnosis = error.orig.diag
    rule = diagnosis.constraint_name or ""
    if rule in _EXPLANATIONS:
        return _EXPLANATIONS[rule](cause, diagnosis.message_detail)
    if rule or (diagnosis.sqlstate or "").startswith("22"):
        return PostingMalformed(rule or "amount_in_range")
    return error


def _insufficient(_cause: str, detail: str | None) -> WalletError:
    facts = json.loads(detail) if detail and detail.startswith("{") else {}
    return InsufficientCoins(
        account_id=facts.get("account_id", 0),
        available=Euros(facts.get("available", 0)),
        wanted=Euros(facts.get("wanted", 0)),
    )


_EXPLANATIONS: dict[str, Callable[[str, str | None], WalletError]] = {
    "ck_account_floor": _insufficient,
    "cause_already_posted": lambda cause, _: CauseAlreadyPosted(cause),
    "bank_entry_once": lambda cause, _: BankEntryAlreadyUsed(cause),
}
