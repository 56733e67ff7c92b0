"""Backing checks: what a difference between an account and the books is made of.

The bank's closing balance must be what the books say, plus received euros nobody has placed yet,
plus those that are on their way back to a sender. Whatever is left over is not explained.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, and_, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from wallet.banking import gaps, statements
from wallet.banking.accounts import BankAccount
from wallet.banking.camt_elements import Direction
from wallet.banking.gaps import Gap
from wallet.banking.statements import BankEntry, BankStatement
from wallet.funds import funds
from wallet.funds.funds import Fund, FundFigures
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme
from wallet.settlement import remainders
from wallet.settlement.repayment_orders import RepaymentConfirmation
from wallet.settlement.repayments import Repayment, RepaymentDecision


class Verdict(StrEnum):
    """Whether the euros are there. `blocked`: it cannot be said, a statement is missing."""

    AGREES = "agrees"
    EXPLAINED = "explained"
    """To the cent, once the euros are counted that nobody has placed yet."""
    DIFFERS = "differs"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class AccountCheck:
    """One bank account against the funds that are kept there."""

    account: BankAccount
    statement: BankStatement | None
    gaps: list[Gap]
    funds: list[tuple[Fund, FundFigures]]
    to_decide: Euros
    """Received, and waiting for a person to say what it is."""
    to_return: Euros
    """Received, and to go back to its sender; the bank has not paid it yet."""

    @property
    def as_of(self) -> date | None:
        return self.statement.closing_on if self.statement else None

    @property
    def closing_balance(self) -> Euros:
        return self.statement.closing_balance if self.statement else Euros(0)

    @property
    def books(self) -> Euros:
        return total([figures.in_bank for _, figures in self.funds])

    @property
    def difference(self) -> Euros:
        return self.closing_balance - self.books

    @property
    def waiting(self) -> Euros:
        return self.to_decide + self.to_return

    @property
    def unexplained(self) -> Euros:
        return self.difference - self.waiting

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to look for something."""
        return self.verdict is Verdict.DIFFERS or bool(self.gaps)

    @property
    def is_untouched(self) -> bool:
        """Of a programme that begins: nothing came in, and no coin is made of it."""
        return self.statement is None and not self.books

    @property
    def verdict(self) -> Verdict:
        if self.statement is None or self.gaps:
            return Verdict.BLOCKED
        if self.unexplained:
            return Verdict.DIFFERS
        return Verdict.EXPLAINED if self.difference else Verdict.AGREES


@dataclass(frozen=True)
class Together:
    """Several accounts at once."""

    as_of: date | None
    """The oldest of their last closing days; none before a first statement."""
    closing_balance: Euros
    books: Euros
    waiting: Euros
    verdict: Verdict

    @property
    def difference(self) -> Euros:
        return self.closing_balance - self.books

    @property
    def unexplained(self) -> Euros:
        return self.difference - self.waiting


def together(checks: list[AccountCheck]) -> Together:
    """Add them up; the verdict is the worst of theirs."""
    return Together(
        as_of=min((check.as_of for check in checks if check.as_of), default=None),
        closing_balance=total([check.closing_balance for check in checks]),
        books=total([check.books for check in checks]),
        waiting=total([check.waiting for check in checks]),
        verdict=verdict_of(checks),
    )


def of_account(session: Session, account: BankAccount) -> AccountCheck:
    """Compare an account with its funds, now."""
    kept = session.scalars(
        select(Fund)
        .join(Fund.programme)
        .where(Programme.bank_account_id == account.id)
        .order_by(Fund.opened_at, Fund.id)
    ).all()
    return AccountCheck(
        account=account,
        statement=statements.latest(session, account.id),
        gaps=gaps.of_account(session, account.id),
        funds=list(zip(kept, funds.figures_of(session, kept), strict=True)),
        to_decide=_to_decide(session, account.id),
        to_return=_to_return(session, account.id),
    )


def of_all(session: Session, *, operator_id: UUID | None = None) -> list[AccountCheck]:
    """Every account of a programme, or those of this operator's programmes, by number."""
    known = select(Programme.bank_account_id)
    if operator_id is not None:
        known = known.where(Programme.operator_id == operator_id)
    accounts = session.scalars(
        select(BankAccount).where(BankAccount.id.in_(known)).order_by(BankAccount.iban)
    )
    return [of_account(session, account) for account in accounts]


def verdict_of(checks: list[AccountCheck]) -> Verdict:
    """The worst of them: one cent too little in one account is not made good by another.

    An account on which nothing happened yet says nothing about the others.
    """
    found = {check.verdict for check in checks if not check.is_untouched} or {Verdict.BLOCKED}
    order = (Verdict.DIFFERS, Verdict.BLOCKED, Verdict.EXPLAINED, Verdict.AGREES)
    return next(verdict for verdict in order if verdict in found)


def _to_decide(session: Session, bank_account_id: UUID) -> Euros:
    left = (
        type_coerce(BankEntry.amount, BigInteger) - remainders.topped_up() - remainders.going_back()
    )
    cents = session.execute(
        select(func.coalesce(func.sum(left), 0)).where(
            BankEntry.bank_account_id == bank_account_id,
            BankEntry.direction == Direction.CREDIT,
            ~remainders.is_decided(),
        )
    ).scalar_one()
    return Euros(int(cents))


def _to_return(session: Session, bank_account_id: UUID) -> Euros:
    """Repayments of received euros that were not put aside and not seen on a statement."""
    put_aside = exists().where(
        and_(RepaymentDecision.repayment_id == Repayment.id, ~RepaymentDecision.is_approved)
    )
    paid = exists().where(RepaymentConfirmation.repayment_id == Repayment.id)
    cents = session.execute(
        select(func.coalesce(func.sum(type_coerce(Repayment.amount, BigInteger)), 0)).where(
            Repayment.bank_account_id == bank_account_id,
            Repayment.bank_entry_id.is_not(None),
            ~put_aside,
            ~paid,
        )
    ).scalar_one()
    return Euros(int(cents))
