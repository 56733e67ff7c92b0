"""Gaps: where one statement of an account does not go on where another ended."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking.statements import BankStatement, StatementFile
from wallet.money import Euros


@dataclass(frozen=True)
class Gap:
    """Nothing known leads from the closing of `before` to the opening of `after`."""

    before: BankStatement
    after: BankStatement

    @property
    def missing(self) -> Euros:
        """What the statements that are missing moved, all together."""
        return self.after.opening_balance - self.before.closing_balance

    @property
    def missing_numbers(self) -> tuple[int, int] | None:
        """The first and the last number that is missing, where the bank numbers its statements."""
        first, last = self.before.sequence_number, self.after.sequence_number
        if first is None or last is None or last <= first + 1:
            return None
        return first + 1, last - 1


def of_account(session: Session, bank_account_id: UUID) -> list[Gap]:
    """The gaps in the statements of an account, oldest first.

    A statement goes on from an earlier one that closed at its opening balance, or covers the same
    days again from the same opening balance, as a file of a week does after those of its days.
    """
    statements = session.scalars(
        select(BankStatement)
        .join(BankStatement.file)
        .where(BankStatement.bank_account_id == bank_account_id)
        .order_by(
            BankStatement.closing_on,
            BankStatement.sequence_number.nulls_first(),
            StatementFile.imported_at,
        )
    ).all()
    closings: set[Euros] = set()
    starts: set[tuple[date, Euros]] = set()
    gaps = []
    for at, statement in enumerate(statements):
        start = (statement.from_on, statement.opening_balance)
        is_continued = statement.opening_balance in closings or start in starts
        if at and not is_continued:
            gaps.append(Gap(statements[at - 1], statement))
        closings.add(statement.closing_balance)
        starts.add(start)
    return gaps
