"""Gaps: where one statement of an account does not go on where another ended."""

from collections.abc import Sequence
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

    A statement goes on from one of the last ones before it that closed at its opening balance, or
    covers the same days again from the same opening balance, as a file of a week does after those
    of its days. What closed at that balance longer ago says nothing: a sum comes back by chance.
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
    starts: set[tuple[date, Euros]] = set()
    gaps = []
    for at, statement in enumerate(statements):
        start = (statement.from_on, statement.opening_balance)
        is_continued = start in starts or statement.opening_balance in _last_closings(
            statements, at
        )
        if at and not is_continued:
            gaps.append(Gap(statements[at - 1], statement))
        starts.add(start)
    return gaps


def _last_closings(statements: Sequence[BankStatement], at: int) -> set[Euros]:
    """The balances from which the statement at this place may go on."""
    closings: set[Euros] = set()
    day, last = statements[at].from_on, None
    for place in range(at - 1, -1, -1):
        statement = statements[place]
        if last is not None and statement.closing_on < last:
            break
        if statement.closing_on < day:
            last = statement.closing_on
        closings.add(statement.closing_balance)
    return closings
