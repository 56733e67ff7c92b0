"""Statements as they were taken in: the file, its statements, their entries. Never changed."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.accounts import BankAccount
from wallet.banking.camt_elements import Direction
from wallet.database import Base, Key
from wallet.money import Euros


class StatementFile(Base):
    """A file from the bank, taken in whole; the same bytes are taken in once."""

    __tablename__ = "statement_file"

    id: Mapped[Key]
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_account.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    entry_count: Mapped[int]
    imported_at: Mapped[datetime]
    imported_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    bank_account: Mapped[BankAccount] = relationship()

    __table_args__ = (CheckConstraint("entry_count >= 0", name="entry_count"),)


class BankStatement(Base):
    """What the bank says stood in the account, and from which day to which."""

    __tablename__ = "bank_statement"

    id: Mapped[Key]
    file_id: Mapped[UUID] = mapped_column(ForeignKey("statement_file.id"), index=True)
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_account.id"))
    statement_reference: Mapped[str]
    sequence_number: Mapped[int | None] = mapped_column(BigInteger)
    opening_balance: Mapped[Euros] = mapped_column("opening_balance_cents")
    closing_balance: Mapped[Euros] = mapped_column("closing_balance_cents")
    from_on: Mapped[date]
    closing_on: Mapped[date]

    file: Mapped[StatementFile] = relationship()

    __table_args__ = (
        UniqueConstraint("bank_account_id", "statement_reference"),
        UniqueConstraint("id", "bank_account_id"),
    )


class BankEntry(Base):
    """One booked movement of money. A top-up points at `(id, amount_cents)`, once."""

    __tablename__ = "bank_entry"

    id: Mapped[Key]
    statement_id: Mapped[UUID]
    bank_account_id: Mapped[UUID]
    entry_reference: Mapped[str]
    booked_on: Mapped[date]
    amount: Mapped[Euros] = mapped_column("amount_cents")
    direction: Mapped[Direction] = mapped_column(
        Enum(
            Direction,
            native_enum=False,
            create_constraint=False,
            length=6,
            values_callable=list,
        )
    )
    end_to_end_id: Mapped[str | None]
    batch_reference: Mapped[str | None]
    structured_reference: Mapped[str | None]
    remittance: Mapped[str]
    counterparty_name: Mapped[str | None]
    counterparty_iban: Mapped[str | None]
    is_return: Mapped[bool]
    return_reason: Mapped[str | None]
    """Why the bank brought it back, by its code: `AC04` is a closed account (ISO 20022)."""

    statement: Mapped[BankStatement] = relationship()

    __table_args__ = (
        UniqueConstraint("bank_account_id", "entry_reference"),
        UniqueConstraint("id", "amount_cents"),
        CheckConstraint("amount_cents > 0", name="amount_positive"),
        CheckConstraint("direction in ('credit', 'debit')", name="direction"),
        CheckConstraint("return_reason ~ '^[A-Z0-9]{1,4}$'", name="return_reason"),
        ForeignKeyConstraint(
            ["statement_id", "bank_account_id"],
            ["bank_statement.id", "bank_statement.bank_account_id"],
        ),
    )

    @property
    def signed(self) -> Euros:
        """What it did to the balance: below zero when it went out."""
        return self.amount if self.direction is Direction.CREDIT else -self.amount


def find_file(session: Session, content: bytes) -> StatementFile | None:
    """The file with exactly these bytes, if it was taken in before."""
    digest = hashlib.sha256(content).hexdigest()
    return session.scalar(select(StatementFile).where(StatementFile.sha256 == digest))


def of_file(session: Session, file: StatementFile) -> list[BankStatement]:
    """The statements that came in with a file, by day."""
    return list(
        session.scalars(
            select(BankStatement)
            .where(BankStatement.file_id == file.id)
            .order_by(BankStatement.closing_on, BankStatement.sequence_number)
        )
    )


def latest(session: Session, bank_account_id: UUID) -> BankStatement | None:
    """The statement with the last closing balance known of an account."""
    return session.scalar(
        select(BankStatement)
        .join(BankStatement.file)
        .where(BankStatement.bank_account_id == bank_account_id)
        .order_by(
            BankStatement.closing_on.desc(),
            BankStatement.sequence_number.desc().nulls_last(),
            StatementFile.imported_at.desc(),
        )
        .limit(1)
    )


def closing_balance(session: Session, bank_account_id: UUID) -> Euros | None:
    """What stood in the account by its last statement; none when there is no statement yet."""
    statement = latest(session, bank_account_id)
    return None if statement is None else statement.closing_balance
