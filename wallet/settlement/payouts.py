"""Payouts: what one merchant is paid in one settlement, in one transfer."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.clock import day_of
from wallet.database import Base, Key, take_turns
from wallet.errors import Refused
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, PostingMalformed
from wallet.merchants.merchants import Merchant
from wallet.merchants.payee_accounts import PayeeAccount
from wallet.money import Euros, total
from wallet.settlement import balances, items
from wallet.settlement.balances import Owed

WITHDRAWN = "payout-withdrawal"
"""The cause of giving back what nobody approved, before the payout's id."""

_MORE_THAN_OWED = "merchant_paid_out_once"
"""The ledger's rule that only a reversal takes a merchant's account below zero."""


class OwedChanged(Refused):
    """A sale was undone at the same moment: this shop is owed less than was read."""


class Payout(Base):
    """One transfer to one merchant, on the account it had at that moment.

    `number` counts the merchant's payouts. `end_to_end_id` is what the bank gives back on its
    statement (ISO 20022, 35 characters).
    """

    __tablename__ = "payout"
    __table_args__ = (
        UniqueConstraint("settlement_id", "merchant_id"),
        UniqueConstraint("merchant_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("amount_cents > 0", name="amount"),
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(payee) between 1 and 100", name="payee"),
        CheckConstraint("length(end_to_end_id) between 1 and 35", name="end_to_end_id"),
    )

    id: Mapped[Key]
    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"))
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    number: Mapped[int]
    amount: Mapped[Euros] = mapped_column("amount_cents")
    iban: Mapped[str]
    payee: Mapped[str]
    end_to_end_id: Mapped[str] = mapped_column(unique=True)

    merchant: Mapped[Merchant] = relationship()

    @property
    def cause(self) -> str:
        return f"payout:{self.id}"


def set_aside(
    session: Session, settlement_id: UUID, debt: Owed, account: PayeeAccount, *, now: datetime
) -> Payout:
    """Move what a merchant is owed on balance out of its accounts, into those of a new payout.

    Sales that came in after the debt was read are paid along.

    Raises:
        OwedChanged: draw up again, on what is owed now.
    """
    merchant, accounts_of = debt.merchant, [account for account, _ in debt.by_account]
    covered = items.waiting(session, [each.id for each in accounts_of])
    amount = total(covered.values())
    if amount < debt.net:
        raise OwedChanged(merchant.id)
    payout_id = uuid4()
    payout = Payout(
        id=payout_id,
        settlement_id=settlement_id,
        merchant=merchant,
        number=_next_number(session, merchant.id),
        amount=amount,
        iban=account.iban,
        payee=account.payee,
        end_to_end_id=f"PAYOUT-{day_of(now):%y%m%d}-{payout_id.hex[:12].upper()}",
    )
    session.add(payout)
    session.flush()
    items.write_down(session, payout.id, covered)
    moves = _moves(session, payout, balances.of_accounts(session, accounts_of))
    try:
        postings.post(session, payout.cause, moves)
    except PostingMalformed as error:
        if error.rule == _MORE_THAN_OWED:
            raise OwedChanged(merchant.id) from error
        raise
    return payout


def give_back(session: Session, payout: Payout) -> None:
    """Let a merchant be owed again what was set aside, before the bank was asked to pay it."""
    posting = postings.find(session, payout.cause)
    assert posting is not None, "a payout is posted when it is drawn up"
    postings.reverse(session, f"{WITHDRAWN}:{payout.id}", of=posting)


def find_by_end_to_end_id(session: Session, end_to_end_id: str) -> Payout | None:
    return session.scalars(
        select(Payout).where(Payout.end_to_end_id == end_to_end_id)
    ).one_or_none()


def _next_number(session: Session, merchant_id: UUID) -> int:
    """The merchant's payouts are counted from 1, over all programmes it takes part in."""
    take_turns(session, f"payout-number:{merchant_id}")
    last = session.scalar(select(func.max(Payout.number)).where(Payout.merchant_id == merchant_id))
    return (last or 0) + 1


def _moves(session: Session, payout: Payout, held: list[tuple[Account, Euros]]) -> list[Move]:
    """Take from the accounts that hold something, until the payout is full. Raises OwedChanged."""
    moves: list[Move] = []
    to_go = payout.amount
    for account, balance in held:
        taken = min(balance, to_go)
        if taken > Euros(0):
            target = accounts.open_account(session, account.book_id, AccountKind.PAYOUT, payout.id)
            moves.append(Move(account, target, taken))
            to_go -= taken
    if to_go:
        raise OwedChanged(payout.merchant_id)
    return moves
