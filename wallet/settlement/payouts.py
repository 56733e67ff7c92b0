"""Payouts: what one merchant is paid in one settlement, in one transfer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.clock import day_of
from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, PostingMalformed
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total

_MORE_THAN_OWED = "merchant_paid_out_once"
"""The ledger's rule that only a reversal takes a merchant's account below zero."""


class OwedChanged(Refused):
    """A sale was undone at the same moment: this shop is owed less than was read."""


class Payout(Base):
    """One transfer to one merchant, on the account it had at that moment.

    `end_to_end_id` is what the bank gives back on its statement (ISO 20022, 35 characters).
    """

    __tablename__ = "payout"
    __table_args__ = (
        UniqueConstraint("settlement_id", "merchant_id"),
        CheckConstraint("amount_cents > 0", name="amount"),
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(payee) between 1 and 100", name="payee"),
        CheckConstraint("length(end_to_end_id) between 1 and 35", name="end_to_end_id"),
    )

    id: Mapped[Key]
    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"))
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    amount: Mapped[Euros] = mapped_column("amount_cents")
    iban: Mapped[str]
    payee: Mapped[str]
    end_to_end_id: Mapped[str] = mapped_column(unique=True)

    merchant: Mapped[Merchant] = relationship()

    @property
    def cause(self) -> str:
        return f"payout:{self.id}"


@dataclass(frozen=True, slots=True)
class Owed:
    """What a merchant is owed in each book; below zero where reversals came after a payout."""

    merchant: Merchant
    by_account: list[tuple[Account, Euros]]

    @classmethod
    def of(cls, merchant: Merchant, by_account: list[tuple[Account, Euros]]) -> Self | None:
        """Nothing when the debts outweigh what is owed: they wait for a next settlement."""
        owed = cls(merchant, by_account)
        return owed if owed.net > Euros(0) else None

    @property
    def net(self) -> Euros:
        return total([balance for _, balance in self.by_account])


def owed(session: Session, book_ids: list[int]) -> list[Owed]:
    """The merchants that these books owe something on balance, by name."""
    rows = session.execute(
        select(Merchant, Account, func.ledger.balance_of(Account.id))
        .join(Account, Account.owner_id == Merchant.id)
        .where(Account.kind == AccountKind.MERCHANT, Account.book_id.in_(book_ids))
        .order_by(Merchant.name, Merchant.id, Account.id)
    )
    held: dict[Merchant, list[tuple[Account, Euros]]] = defaultdict(list)
    for merchant, account, cents in rows:
        held[merchant].append((account, Euros(cents)))
    return [debt for each in held.items() if (debt := Owed.of(*each)) is not None]


def set_aside(session: Session, settlement_id: UUID, debt: Owed, *, now: datetime) -> Payout:
    """Move what a merchant is owed on balance out of its accounts, into those of a new payout.

    Raises:
        OwedChanged: draw up again, on what is owed now.
    """
    merchant = debt.merchant
    payout_id = uuid4()
    payout = Payout(
        id=payout_id,
        settlement_id=settlement_id,
        merchant=merchant,
        amount=debt.net,
        iban=merchant.iban,
        payee=merchant.payee,
        end_to_end_id=f"PAYOUT-{day_of(now):%y%m%d}-{payout_id.hex[:12].upper()}",
    )
    session.add(payout)
    session.flush()
    try:
        postings.post(session, payout.cause, _moves(session, payout, debt))
    except PostingMalformed as error:
        if error.rule == _MORE_THAN_OWED:
            raise OwedChanged(merchant.id) from error
        raise
    return payout


def find_by_end_to_end_id(session: Session, end_to_end_id: str) -> Payout | None:
    return session.scalars(
        select(Payout).where(Payout.end_to_end_id == end_to_end_id)
    ).one_or_none()


def _moves(session: Session, payout: Payout, debt: Owed) -> list[Move]:
    """Take from the accounts that hold something, until the payout is full."""
    moves: list[Move] = []
    to_go = payout.amount
    for account, balance in debt.by_account:
        taken = min(balance, to_go)
        if taken > Euros(0):
            target = accounts.open_account(session, account.book_id, AccountKind.PAYOUT, payout.id)
            moves.append(Move(account, target, taken))
            to_go -= taken
    assert not to_go, "what is owed on balance is on the accounts that are owed"
    return moves
