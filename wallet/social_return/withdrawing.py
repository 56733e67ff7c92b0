"""Withdrawing: a second person takes a statement back, with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.social_return.proposals import TEXT_LENGTH, one_line
from wallet.social_return.statements import Statement, StatementNotFound
from wallet.social_return.withdrawals import StatementWithdrawal


class AlreadyWithdrawn(Refused):
    """The statement was withdrawn before."""


class OwnStatement(Refused):
    """Who issued a statement cannot withdraw it: another person must."""


class WithdrawalReasonMissing(Invalid):
    """A statement is withdrawn with a reason of 1 to 500 characters."""


def withdraw(
    session: Session, statement: Statement, *, by: Membership, reason: str, now: datetime
) -> StatementWithdrawal:
    """Take a statement back, by a second person.

    Raises:
        StatementNotFound: of another authority.
        WithdrawalReasonMissing, AlreadyWithdrawn, OwnStatement: not like this, again, or by you.
    """
    said = one_line(reason)
    if not 1 <= len(said) <= TEXT_LENGTH:
        raise WithdrawalReasonMissing
    if statement.authority_id != by.organisation_id:
        raise StatementNotFound(statement.id)
    take_turns(session, f"statement:{statement.id}")
    session.refresh(statement, ["withdrawal"])
    if statement.withdrawal is not None:
        raise AlreadyWithdrawn(statement.id)
    if statement.issued_by_id == by.person_id:
        raise OwnStatement(statement.id)
    withdrawal = StatementWithdrawal(
        statement_id=statement.id,
        issued_by_id=statement.issued_by_id,
        reason=said,
        withdrawn_by_id=by.person_id,
        withdrawn_at=now,
    )
    session.add(withdrawal)
    session.flush()
    session.expire(statement, ["withdrawal"])
    return withdrawal
