"""Taking in a bank's file: whole or not at all, and each entry once, whatever file holds it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from wallet.banking import accounts, bank_files, mt940, statements
from wallet.banking.accounts import BankAccount
from wallet.banking.stated import StatedEntry, Statement
from wallet.banking.statement_faults import (
    StatementContradictsEarlier,
    StatementInAnotherFormat,
    StatementOfAnotherAccount,
)
from wallet.banking.statements import BankEntry, BankStatement, StatementFile
from wallet.database import take_turns

AS_STATED = (
    "entry_reference",
    "booked_on",
    "amount",
    "direction",
    "end_to_end_id",
    "batch_reference",
    "structured_reference",
    "remittance",
    "counterparty_name",
    "counterparty_iban",
    "is_return",
    "return_reason",
)


@dataclass(frozen=True, slots=True)
class Import:
    """A file taken in, now or before, and all entries it states, in the order of the file."""

    file: StatementFile
    entries: list[BankEntry]
    is_repeat: bool

    @property
    def fresh(self) -> list[BankEntry]:
        """The entries that came in with this file and no earlier one."""
        return [entry for entry in self.entries if entry.statement.file_id == self.file.id]


def take_in(
    session: Session,
    content: bytes,
    *,
    of_accounts: Collection[UUID] | None,
    by_id: UUID | None,
    now: datetime,
) -> Import:
    """Take in a camt.053 or MT940 file of one of these accounts (of any known account when None).

    The same bytes give the earlier file; a statement or an entry that came in another file
    before is not taken in again.

    Raises:
        StatementFault: one of its kinds; nothing is taken in then.
    """
    stated = bank_files.read(content)
    account = _account(session, stated, of_accounts)
    take_turns(session, f"bank-statements:{account.iban}")
    if earlier := statements.find_file(session, content):
        return Import(file=earlier, entries=_known(session, account, stated), is_repeat=True)
    file = StatementFile(
        bank_account=account,
        sha256=hashlib.sha256(content).hexdigest(),
        entry_count=len({e.entry_reference for s in stated for e in s.entries}),
        imported_at=now,
        imported_by_id=by_id,
    )
    session.add(file)
    for statement in stated:
        _take_in_statement(session, file, statement)
    return Import(file=file, entries=_known(session, account, stated), is_repeat=False)


def _account(
    session: Session, stated: list[Statement], of_accounts: Collection[UUID] | None
) -> BankAccount:
    """The one account all statements of a file are of."""
    account = accounts.find_by_iban(session, stated[0].iban)
    allowed = account is not None and (of_accounts is None or account.id in of_accounts)
    for statement in stated:
        if account is None or not allowed or statement.iban != account.iban:
            raise StatementOfAnotherAccount(
                line=statement.line, element="IBAN", iban=statement.iban
            )
    assert account is not None
    return account


def _take_in_statement(session: Session, file: StatementFile, stated: Statement) -> None:
    account = file.bank_account
    _check_one_format(session, account, stated)
    entries = {entry.entry_reference: entry for entry in _entries(session, account, [stated])}
    for entry in stated.entries:
        if known := entries.get(entry.entry_reference):
            _check_same(known, entry)
    fresh = [entry for entry in stated.entries if entry.entry_reference not in entries]
    earlier = _statement(session, account, stated.reference)
    if earlier is not None:
        _check_same_statement(earlier, stated, fresh)
        return
    statement = BankStatement(
        file=file,
        bank_account_id=account.id,
        statement_reference=stated.reference,
        sequence_number=stated.sequence_number,
        opening_balance=stated.opening.amount,
        closing_balance=stated.closing.amount,
        from_on=stated.from_on,
        closing_on=stated.closing.on,
    )
    session.add(statement)
    session.flush()
    if fresh:  # at once: a month of a large municipality has ten thousand
        session.execute(insert(BankEntry), [_row(statement, entry) for entry in fresh])


def _check_one_format(session: Session, account: BankAccount, stated: Statement) -> None:
    """The formats number entries each in its own way: the same day from both counts twice."""
    is_mt940 = stated.reference.startswith(mt940.REFERENCE)
    other = BankStatement.statement_reference.startswith(mt940.REFERENCE)
    known = session.scalar(
        select(BankStatement)
        .where(
            BankStatement.bank_account_id == account.id,
            BankStatement.from_on <= stated.closing.on,
            BankStatement.closing_on >= stated.from_on,
            ~other if is_mt940 else other,
        )
        .limit(1)
    )
    if known is not None and stated.entries:
        raise StatementInAnotherFormat(
            line=stated.line,
            element=":20:" if is_mt940 else "Stmt",
            from_on=known.from_on,
            to_on=known.closing_on,
        )


def _check_same(known: BankEntry, stated: StatedEntry) -> None:
    before = (known.amount, known.direction, known.booked_on)
    if before != (stated.amount, stated.direction, stated.booked_on):
        raise StatementContradictsEarlier(
            line=stated.line,
            element="Ntry",
            reference=known.entry_reference,
            earlier=known.amount,
            booked_on=known.booked_on,
        )


def _check_same_statement(
    earlier: BankStatement, stated: Statement, fresh: list[StatedEntry]
) -> None:
    """A statement sent again may not have grown, nor closed at another balance."""
    before = (earlier.opening_balance, earlier.closing_balance)
    if fresh or before != (stated.opening.amount, stated.closing.amount):
        raise StatementContradictsEarlier(
            line=fresh[0].line if fresh else stated.line,
            element="Stmt",
            reference=earlier.statement_reference,
            earlier=earlier.closing_balance,
            booked_on=earlier.closing_on,
        )


def _statement(session: Session, account: BankAccount, reference: str) -> BankStatement | None:
    return session.scalar(
        select(BankStatement).where(
            BankStatement.bank_account_id == account.id,
            BankStatement.statement_reference == reference,
        )
    )


def _known(session: Session, account: BankAccount, stated: list[Statement]) -> list[BankEntry]:
    """The rows of these statements' entries, in the order of the file, each once."""
    by_reference = {entry.entry_reference: entry for entry in _entries(session, account, stated)}
    wanted = dict.fromkeys(e.entry_reference for s in stated for e in s.entries)
    return [by_reference[reference] for reference in wanted if reference in by_reference]


def _entries(session: Session, account: BankAccount, stated: list[Statement]) -> list[BankEntry]:
    wanted = [e.entry_reference for s in stated for e in s.entries]
    found: list[BankEntry] = []
    for at in range(0, len(wanted), 1000):
        found += session.scalars(
            select(BankEntry).where(
                BankEntry.bank_account_id == account.id,
                BankEntry.entry_reference.in_(wanted[at : at + 1000]),
            )
        )
    return found


def _row(statement: BankStatement, stated: StatedEntry) -> dict[str, Any]:
    as_stated = {name: getattr(stated, name) for name in AS_STATED}
    of_statement = {
        "statement_id": statement.id,
        "bank_account_id": statement.bank_account_id,
    }
    return of_statement | as_stated
