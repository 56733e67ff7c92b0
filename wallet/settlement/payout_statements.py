"""The statement to a merchant of one payout: each sale and reversal in it, adding up to the cent.

Read from the transfers the payout pays. Of a sale it holds receipt number, time and amount:
nothing that could point at who paid.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session, aliased

from wallet import clock
from wallet.errors import NotFound
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Posting, Transfer
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros, total
from wallet.settlement.items import PayoutItem
from wallet.settlement.payouts import WITHDRAWN, Payout
from wallet.settlement.settlements import Settlement


class PayoutNotFound(NotFound):
    """No such payout, or it is of another shop."""


class LineKind(StrEnum):
    """Of a line: something sold, something undone, or an earlier payout that came back."""

    SALE = "sale"
    REVERSAL = "reversal"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Line:
    """`reference` is a receipt number, or the statement number of the payout that came back."""

    kind: LineKind
    at: datetime
    reference: str
    amount: Euros
    """Below zero for a reversal."""


@dataclass(frozen=True)
class PayoutStatement:
    """One payout, and the lines that make it."""

    payout: Payout
    settlement: Settlement
    lines: list[Line]

    @property
    def number(self) -> str:
        return number_of(self.payout, self.settlement)

    @property
    def period(self) -> tuple[date, date]:
        """The days of its first and last line."""
        days = [clock.day_of(line.at) for line in self.lines]
        return min(days), max(days)

    @property
    def total(self) -> Euros:
        return total([line.amount for line in self.lines])

    def sum_of(self, kind: LineKind) -> Euros:
        return total([line.amount for line in self.lines if line.kind is kind])

    def count_of(self, kind: LineKind) -> int:
        return sum(line.kind is kind for line in self.lines)


def number_of(payout: Payout, settlement: Settlement) -> str:
    """The number of a merchant's statement: the year, and its how manieth payout it is."""
    return f"{clock.day_of(settlement.drawn_up_at).year}-{payout.number:04}"


def get(session: Session, merchant_id: UUID, payout_id: UUID) -> PayoutStatement:
    """Of one of this merchant's own payouts. Raises PayoutNotFound."""
    payout = session.get(Payout, payout_id)
    if payout is None or payout.merchant_id != merchant_id:
        raise PayoutNotFound(payout_id)
    return of_payout(session, payout)


def of_payout(session: Session, payout: Payout) -> PayoutStatement:
    """What a payout pays, oldest first."""
    settlement = session.get_one(Settlement, payout.settlement_id)
    amounts, instants = _paid(session, payout.id)
    receipts = _receipts(session, _ids(amounts, "redemption") | _ids(amounts, "reversal"))
    earlier = _numbers(session, _ids(amounts, "payout-return"))
    lines = [
        _line(cause, instants[cause], Euros(cents), receipts | earlier)
        for cause, cents in amounts.items()
    ]
    statement = PayoutStatement(payout, settlement, sorted(lines, key=lambda line: line.at))
    assert statement.total == payout.amount, "a statement adds up to its payout"
    return statement


def _paid(session: Session, payout_id: UUID) -> tuple[Counter[str], dict[str, datetime]]:
    """The cents a payout pays for each cause, and when that was booked.

    What an earlier payout that was withdrawn would have paid is listed as if it never was.
    """
    target = aliased(Account)
    cents = case((target.kind == AccountKind.MERCHANT, Transfer.amount), else_=-Transfer.amount)
    rows = session.execute(
        select(Posting.cause, Posting.posted_at, cents)
        .join(Transfer, Transfer.posting_id == Posting.id)
        .join(PayoutItem, PayoutItem.transfer_id == Transfer.id)
        .join(target, target.id == Transfer.target_id)
        .where(PayoutItem.payout_id == payout_id)
    )
    amounts: Counter[str] = Counter()
    instants: dict[str, datetime] = {}
    withdrawn: set[UUID] = set()
    for cause, at, amount in rows:
        name, _, key = cause.partition(":")
        if name == WITHDRAWN:
            withdrawn.add(UUID(key))
        else:
            amounts[cause] += amount.cents
            instants[cause] = at
    for earlier in withdrawn:
        more, when = _paid(session, earlier)
        amounts.update(more)
        instants.update(when)
    return amounts, instants


def _line(cause: str, at: datetime, amount: Euros, known: dict[UUID, tuple[str, datetime]]) -> Line:
    name, _, key = cause.partition(":")
    reference, sold_at = known.get(UUID(key), ("", at))
    if name == "redemption":
        return Line(LineKind.SALE, sold_at, reference, amount)
    kind = LineKind.REVERSAL if name == "reversal" else LineKind.RETURNED
    return Line(kind, at, reference, amount)


def _ids(causes: Iterable[str], name: str) -> set[UUID]:
    return {UUID(cause.partition(":")[2]) for cause in causes if cause.startswith(f"{name}:")}


def _receipts(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, datetime]]:
    rows = session.execute(
        select(Redemption.id, Redemption.receipt, Redemption.redeemed_at).where(
            Redemption.id.in_(ids)
        )
    )
    return {redemption_id: (receipt, at) for redemption_id, receipt, at in rows}


def _numbers(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, datetime]]:
    rows = session.execute(
        select(Payout, Settlement)
        .join(Settlement, Settlement.id == Payout.settlement_id)
        .where(Payout.id.in_(ids))
    )
    return {
        payout.id: (number_of(payout, settlement), settlement.drawn_up_at)
        for payout, settlement in rows
    }
