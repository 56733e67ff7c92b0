"""Accounts of a book: what kinds there are, who owns one, and what is on it."""

import json
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    column,
    func,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from wallet.database import Base
from wallet.errors import Refused
from wallet.money import Euros


class AccountKind(StrEnum):
    """The chart of accounts. `bank` and `merchant` have no floor, no lock, no live balance."""

    BANK = "bank"
    POT = "pot"
    BUDGET = "budget"
    PURSE = "purse"
    MERCHANT = "merchant"
    PAYOUT = "payout"


class AccountNotEmpty(Refused):
    """Only an account that holds nothing can be closed."""

    def __init__(self, *, account_id: int, balance: Euros) -> None:
        super().__init__(f"account {account_id} holds {balance}")
        self.account_id = account_id
        self.balance = balance


class Account(Base):
    """One account. Only `ledger.open_account` opens it, and only `ledger.post` moves it."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("id", "book_id"),
        UniqueConstraint(
            "book_id", "kind", "owner_id", "expires_on", postgresql_nulls_not_distinct=True
        ),
        CheckConstraint(
            "kind in ('bank', 'pot', 'budget', 'purse', 'merchant', 'payout')", name="kind"
        ),
        CheckConstraint("(kind in ('bank', 'pot')) = (owner_id is null)", name="owner"),
        CheckConstraint("(kind = 'purse') = (expires_on is not null)", name="expiry"),
        CheckConstraint("(kind in ('bank', 'merchant')) = (balance is null)", name="live_balance"),
        CheckConstraint("balance >= 0", name="floor"),
        CheckConstraint("closed_at is null or coalesce(balance, 0) = 0", name="closed_empty"),
        Index(None, "owner_id", "kind"),
        {"schema": "ledger"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    book_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("ledger.book.id"))
    kind: Mapped[AccountKind]
    owner_id: Mapped[UUID | None]
    expires_on: Mapped[date | None]
    balance: Mapped[Euros | None]
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
    closed_at: Mapped[datetime | None]


def open_account(
    session: Session,
    book_id: int,
    kind: AccountKind,
    owner_id: UUID | None = None,
    expires_on: date | None = None,
) -> Account:
    """Find this account of the book, or open it, empty."""
    return _fresh(session, func.ledger.open_account(book_id, kind, owner_id, expires_on))[0]


def find(
    session: Session, book_id: int, kind: AccountKind, owner_id: UUID | None = None
) -> Account | None:
    """The account of this kind and owner in the book; for a purse, the one that lapses first."""
    return session.scalars(
        select(Account)
        .where(Account.book_id == book_id, Account.kind == kind, Account.owner_id == owner_id)
        .order_by(Account.expires_on)
        .limit(1)
        .execution_options(populate_existing=True)
    ).first()


def of_owner(session: Session, kind: AccountKind, owner_id: UUID) -> list[Account]:
    """All accounts of this kind of one owner, over all books, in id order."""
    return list(
        session.scalars(
            select(Account)
            .where(Account.owner_id == owner_id, Account.kind == kind)
            .order_by(Account.id)
            .execution_options(populate_existing=True)
        )
    )


def ids_in(session: Session, kind: AccountKind, book_ids: Collection[int]) -> list[int]:
    """Of all accounts of this kind in these books."""
    query = select(Account.id).where(Account.kind == kind, Account.book_id.in_(book_ids))
    return list(session.scalars(query))


def hold(session: Session, kind: AccountKind, owner_id: UUID) -> list[Account]:
    """The same, locked: nobody else changes these balances until this transaction ends."""
    return _fresh(session, func.ledger.hold(kind, owner_id))


def close_account(session: Session, account: Account) -> datetime:
    """Let nothing move on this account from now on, for good; returns since when.

    Raises:
        AccountNotEmpty: there is something on it.
    """
    try:
        closed_at: datetime = session.execute(
            select(func.ledger.close_account(account.id))
        ).scalar_one()
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != "ck_account_closed_empty":
            raise
        facts = json.loads(diagnosis.message_detail)  # type: ignore[union-attr]
        held = Euros(facts["balance"])
        raise AccountNotEmpty(account_id=account.id, balance=held) from error
    return closed_at


def balance(session: Session, account: Account) -> Euros:
    """What is on the account now: live, or summed where there is no floor."""
    return Euros(session.execute(select(func.ledger.balance_of(account.id))).scalar_one())


def balances(session: Session, kind: AccountKind, owner_id: UUID) -> dict[int, Euros]:
    """The balance in each book of an owner with one account of this kind a book."""
    rows = session.execute(
        select(Account.book_id, func.ledger.balance_of(Account.id))
        .where(Account.owner_id == owner_id, Account.kind == kind)
        .order_by(Account.book_id)
    )
    return {book_id: Euros(cents) for book_id, cents in rows}


def _fresh(session: Session, function: FunctionElement[Any]) -> list[Account]:
    columns = Account.__table__.columns
    rows = function.table_valued(*(column(c.name, c.type) for c in columns))
    account = aliased(Account, rows, adapt_on_names=True)
    return list(session.scalars(select(account).execution_options(populate_existing=True)))
