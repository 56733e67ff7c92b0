"""Balances: what the books owe each merchant now, over all funds of a programme."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wallet.ledger.accounts import Account, AccountKind
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total


@dataclass(frozen=True, slots=True)
class Owed:
    """What a merchant is owed in each book; below zero where reversals came after a payout."""

    merchant: Merchant
    by_account: list[tuple[Account, Euros]]

    @property
    def net(self) -> Euros:
        return total([balance for _, balance in self.by_account])


def owed(session: Session, book_ids: list[int], *, only: Merchant | None = None) -> list[Owed]:
    """The merchants whose accounts in these books are not even on balance, by name."""
    query = (
        select(Merchant, Account, func.ledger.balance_of(Account.id))
        .join(Account, Account.owner_id == Merchant.id)
        .where(Account.kind == AccountKind.MERCHANT, Account.book_id.in_(book_ids))
        .order_by(Merchant.name, Merchant.id, Account.id)
    )
    rows = session.execute(query if only is None else query.where(Merchant.id == only.id))
    held: dict[Merchant, list[tuple[Account, Euros]]] = defaultdict(list)
    for merchant, account, cents in rows:
        held[merchant].append((account, Euros(cents)))
    return [each for one in held.items() if (each := Owed(*one)).net]


def of_accounts(session: Session, accounts: list[Account]) -> list[tuple[Account, Euros]]:
    """What is on each of these accounts now."""
    rows = session.execute(
        select(Account.id, func.ledger.balance_of(Account.id)).where(
            Account.id.in_([account.id for account in accounts])
        )
    )
    cents: dict[int, int] = {account_id: balance for account_id, balance in rows}  # noqa: C416
    return [(account, Euros(cents[account.id])) for account in accounts]
