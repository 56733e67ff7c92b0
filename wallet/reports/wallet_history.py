"""A participant's own history in words: for what coins came, where they went, and why not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.activities.participations import Participation
from wallet.merchants.merchants import Merchant
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import Reason, RefusedRedemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import history
from wallet.wallets.history import Event, EventKind
from wallet.wallets.wallets import Wallet


class WalletEventKind(StrEnum):
    """What a participant would say happened."""

    EARNED = "earned"
    PAID = "paid"
    REVERSED = "reversed"
    LAPSED = "lapsed"
    REFUSED = "refused"


_KINDS = {
    EventKind.EARNED: WalletEventKind.EARNED,
    EventKind.SPENT: WalletEventKind.PAID,
    EventKind.RETURNED: WalletEventKind.REVERSED,
    EventKind.LAPSED: WalletEventKind.LAPSED,
}


@dataclass(frozen=True)
class WalletEvent:
    """One line of the history. `title` is the activity or the shop, empty when coins lapsed."""

    kind: WalletEventKind
    at: datetime
    amount: Euros
    """What changed, below zero when coins went; of a refusal what the shop asked for."""
    title: str
    reason: Reason | None = None


def of_wallet(session: Session, wallet: Wallet, *, limit: int = 50) -> list[WalletEvent]:
    """The latest events of this wallet, newest first, refusals included."""
    changes = history.events(session, wallet, limit=limit)
    titles = _activities(session, changes) | _shops(session, changes)
    told = [
        WalletEvent(_KINDS[one.kind], one.at, one.change, titles.get(one.subject, ""))
        for one in changes
    ]
    everything = told + _refused(session, wallet, limit)
    return sorted(everything, key=lambda event: event.at, reverse=True)[:limit]


def _activities(session: Session, changes: list[Event]) -> dict[str, str]:
    ids = [UUID(one.subject) for one in changes if one.kind is EventKind.EARNED]
    found = session.scalars(
        select(Participation)
        .options(joinedload(Participation.activity))
        .where(Participation.id.in_(ids))
    )
    return {str(one.id): one.activity.name for one in found}


def _shops(session: Session, changes: list[Event]) -> dict[str, str]:
    at_till = (EventKind.SPENT, EventKind.RETURNED)
    ids = [UUID(one.subject) for one in changes if one.kind in at_till]
    rows = session.execute(
        select(Redemption.id, Merchant.name)
        .join(Merchant, Merchant.id == Redemption.merchant_id)
        .where(Redemption.id.in_(ids))
    )
    return {str(redemption_id): name for redemption_id, name in rows}


def _refused(session: Session, wallet: Wallet, limit: int) -> list[WalletEvent]:
    rows = session.execute(
        select(RefusedRedemption, Merchant.name)
        .join(Till, Till.id == RefusedRedemption.till_id)
        .join(Merchant, Merchant.id == Till.merchant_id)
        .where(RefusedRedemption.wallet_id == wallet.id)
        .order_by(RefusedRedemption.refused_at.desc())
        .limit(limit)
    )
    return [
        WalletEvent(
            WalletEventKind.REFUSED,
            refused.refused_at,
            refused.price or Euros(0),
            shop,
            refused.reason,
        )
        for refused, shop in rows
    ]
