"""Earning: coins go from the budgets of an organisation to the purses of a participant."""

import calendar
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.errors import Refused
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, Posted
from wallet.money import Euros, total
from wallet.wallets.wallets import Wallet, held

MONTHS_A_YEAR = 12


class BudgetEmpty(Refused):
    """The organisation's budgets hold less than this reward. Nothing was booked."""

    def __init__(self, *, available: Euros, wanted: Euros) -> None:
        super().__init__(f"{wanted} wanted, {available} left in the budgets")
        self.available = available
        self.wanted = wanted


def earn(
    session: Session,
    wallet: Wallet,
    amount: Euros,
    *,
    budgets: Sequence[Account],
    cause: str,
    today: date,
    lapse_months: int,
) -> Posted:
    """Put a reward in the wallet, from the budgets in the order given, as far as each reaches.

    The coins lapse at the end of the month, so many months from today.

    Raises:
        BudgetEmpty: the budgets together hold less.
    """
    fresh = _held_budgets(session, budgets)
    available = total([held(budget) for budget in fresh])
    if available < amount:
        raise BudgetEmpty(available=available, wanted=amount)

    expires_on = lapse_day(today, lapse_months)
    moves, wanted = [], amount
    for budget in fresh:
        part = min(wanted, held(budget))
        if part:
            purse = accounts.open_account(
                session, budget.book_id, AccountKind.PURSE, wallet.id, expires_on
            )
            moves.append(Move(budget, purse, part))
            wanted -= part
    return postings.post(session, cause, moves)


def lapse_day(today: date, months: int) -> date:
    """The last day of the month that many months ahead: one clear day for all coins of a month.

    >>> lapse_day(date(2026, 3, 5), 12)
    datetime.date(2027, 3, 31)
    """
    year, month0 = divmod(today.year * MONTHS_A_YEAR + today.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month0 + 1, calendar.monthrange(year, month0 + 1)[1])


def _held_budgets(session: Session, budgets: Sequence[Account]) -> list[Account]:
    """The same budgets, locked: what is counted is still there to post."""
    owners: set[UUID] = {budget.owner_id for budget in budgets if budget.owner_id is not None}
    fresh = {
        account.id: account
        for owner_id in sorted(owners)
        for account in accounts.hold(session, AccountKind.BUDGET, owner_id)
    }
    return [fresh[budget.id] for budget in budgets]
