"""Remittances: the settlements as one merchant sees them: when, how much, and did it arrive."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.money import Euros, total
from wallet.settlement import progress
from wallet.settlement.payouts import Payout
from wallet.settlement.progress import PayoutState
from wallet.settlement.settlements import Settlement


@dataclass(frozen=True)
class Remittance:
    """One payout to this merchant. `state` says how far it is."""

    payout: Payout
    state: PayoutState
    drawn_up_at: datetime


def of_merchant(session: Session, merchant_id: UUID, *, limit: int = 52) -> list[Remittance]:
    """A merchant's payouts of about a year, newest first."""
    settlements = session.scalars(
        select(Settlement)
        .join(Payout, Payout.settlement_id == Settlement.id)
        .where(Payout.merchant_id == merchant_id)
        .order_by(Settlement.drawn_up_at.desc(), Settlement.id)
        .limit(limit)
    ).all()
    return [
        Remittance(payout, state, each.settlement.drawn_up_at)
        for each in progress.of_all(session, settlements)
        for payout, state in each.payouts
        if payout.merchant_id == merchant_id
    ]


def owed(session: Session, merchant_id: UUID) -> Euros:
    """What the next settlement would pay; below zero after reversals that came too late."""
    return total(accounts.balances(session, AccountKind.MERCHANT, merchant_id).values())
