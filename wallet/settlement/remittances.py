"""Remittances: the settlements as one merchant sees them: when, how much, and did it arrive."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes import programmes
from wallet.settlement import due, payout_statements, progress
from wallet.settlement.due import Due
from wallet.settlement.omissions import OmissionReason
from wallet.settlement.payouts import Payout
from wallet.settlement.progress import PayoutState
from wallet.settlement.returns import PayoutReturn
from wallet.settlement.settlements import Settlement


@dataclass(frozen=True)
class Remittance:
    """One payout to this merchant. `state` says how far it is."""

    payout: Payout
    number: str
    """Of its statement."""
    state: PayoutState
    drawn_up_at: datetime
    returned: PayoutReturn | None


@dataclass(frozen=True)
class NextPayout:
    """When a programme pays this shop next, and why not if it would not pay it now."""

    due: Due
    reason: OmissionReason | None


def of_merchant(session: Session, merchant_id: UUID, *, limit: int = 52) -> list[Remittance]:
    """A merchant's payouts of about a year, newest first."""
    settlements = session.scalars(
        select(Settlement)
        .join(Payout, Payout.settlement_id == Settlement.id)
        .where(Payout.merchant_id == merchant_id)
        .order_by(Payout.number.desc())
        .limit(limit)
    ).all()
    return [
        Remittance(
            payout=payout,
            number=payout_statements.number_of(payout, each.settlement),
            state=state,
            drawn_up_at=each.settlement.drawn_up_at,
            returned=each.returns.get(payout.id),
        )
        for each in progress.of_all(session, settlements)
        for payout, state in each.payouts
        if payout.merchant_id == merchant_id
    ]


def of_payout(session: Session, payout: Payout) -> Remittance:
    """The same, of one payout."""
    settlement = session.get_one(Settlement, payout.settlement_id)
    reached = progress.of(session, settlement)
    return Remittance(
        payout=payout,
        number=payout_statements.number_of(payout, settlement),
        state=reached.states[payout.id],
        drawn_up_at=settlement.drawn_up_at,
        returned=reached.returns.get(payout.id),
    )


def owed(session: Session, merchant_id: UUID) -> Euros:
    """What the next settlement would pay; below zero after reversals that came too late."""
    return total(accounts.balances(session, AccountKind.MERCHANT, merchant_id).values())


def next_payouts(session: Session, merchant: Merchant, *, now: datetime) -> list[NextPayout]:
    """For each programme whose coins the shop takes."""
    found = []
    for programme_id in merchant.programme_ids:
        each = due.of(session, programmes.get(session, programme_id), now=now, only=merchant)
        reasons = {one.merchant.id: one.reason for one in each.selection.omitted}
        found.append(NextPayout(each, reasons.get(merchant.id)))
    return found
