"""Suspects: what could explain a difference, each by name, the likeliest first."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry, BankStatement
from wallet.money import Euros
from wallet.settlement import remainders
from wallet.settlement.backing_checks import AccountCheck
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.returns import PayoutReturn

MOST = 20


class SuspectKind(StrEnum):
    """What it is. Each has a sentence of its own on the page."""

    GAP = "gap"
    """A statement is missing."""
    WENT_OUT = "went-out"
    """A debit nobody ordered here, or that nobody has placed."""
    PAYOUT = "payout"
    """Ordered, and not seen: perhaps the bank paid it without telling the reference."""
    OPENING = "opening"
    """The account held something before its first statement here."""


@dataclass(frozen=True)
class Suspect:
    """One possible reason, and what it would explain."""

    kind: SuspectKind
    amount: Euros
    name: str
    entry: BankEntry | None = None

    def explains(self, unexplained: Euros) -> bool:
        return self.amount == unexplained


def of(session: Session, check: AccountCheck) -> list[Suspect]:
    """What may be behind the unexplained part, what fits to the cent first."""
    found = [
        Suspect(
            SuspectKind.GAP,
            gap.missing,
            f"{gap.before.statement_reference} … {gap.after.statement_reference}",
        )
        for gap in check.gaps
    ]
    found += _debits(session, check)
    found += _payouts(session, check)
    found += _opening(session, check)
    found.sort(key=lambda suspect: not suspect.explains(check.unexplained))
    return found[:MOST]


def _debits(session: Session, check: AccountCheck) -> list[Suspect]:
    entries = session.scalars(
        select(BankEntry)
        .where(
            BankEntry.bank_account_id == check.account.id,
            BankEntry.direction == Direction.DEBIT,
            ~remainders.is_decided(),
        )
        .order_by(BankEntry.booked_on.desc(), BankEntry.entry_reference)
        .limit(MOST)
    )
    return [
        Suspect(
            SuspectKind.WENT_OUT, entry.signed, entry.counterparty_name or entry.remittance, entry
        )
        for entry in entries
    ]


def _payouts(session: Session, check: AccountCheck) -> list[Suspect]:
    """Only those of exactly this amount: a payout on its way is no difference by itself."""
    waiting = session.scalars(
        select(Payout)
        .join(PaymentFile, PaymentFile.settlement_id == Payout.settlement_id)
        .outerjoin(PayoutConfirmation, PayoutConfirmation.payout_id == Payout.id)
        .outerjoin(PayoutReturn, PayoutReturn.payout_id == Payout.id)
        .where(
            Payout.amount == -check.unexplained,
            Payout.merchant_id.is_not(None),
            PayoutConfirmation.payout_id.is_(None),
            PayoutReturn.payout_id.is_(None),
        )
        .limit(MOST)
    )
    return [
        Suspect(SuspectKind.PAYOUT, -payout.amount, f"{payout.payee}, {payout.end_to_end_id}")
        for payout in waiting
    ]


def _opening(session: Session, check: AccountCheck) -> list[Suspect]:
    first = session.scalar(
        select(BankStatement)
        .where(BankStatement.bank_account_id == check.account.id)
        .order_by(BankStatement.closing_on, BankStatement.sequence_number)
        .limit(1)
    )
    if first is None or not first.opening_balance:
        return []
    return [Suspect(SuspectKind.OPENING, first.opening_balance, first.statement_reference)]
