"""What a merchant, or one till, sold: by day, by request, or the latest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from wallet import clock
from wallet.merchants import redemptions, reversals
from wallet.merchants.redemptions import Redemption, RedemptionNotFound
from wallet.merchants.reversals import Reversal
from wallet.money import Euros, total


@dataclass(frozen=True)
class Sale:
    """A redemption, and its reversal if there is one."""

    redemption: Redemption
    reversal: Reversal | None

    @property
    def is_reversed(self) -> bool:
        return self.reversal is not None


@dataclass(frozen=True)
class DaySales:
    """The sales of a day in Amsterdam, newest first."""

    day: date
    sales: list[Sale]

    @property
    def taken(self) -> Euros:
        """What was paid with coins, reversed sales left out."""
        return total([sale.redemption.paid for sale in self.sales if not sale.is_reversed])


def of_day(
    session: Session, merchant_id: UUID, day: date, *, till_id: UUID | None = None
) -> DaySales:
    """A merchant's sales of a day, if wanted of one till only."""
    query = _sales_of(merchant_id).where(
        Redemption.redeemed_at >= clock.start_of(day),
        Redemption.redeemed_at < clock.end_of(day),
    )
    if till_id is not None:
        query = query.where(Redemption.till_id == till_id)
    rows = session.execute(query)
    return DaySales(day, [Sale(redemption, reversal) for redemption, reversal in rows])


def latest(session: Session, merchant_id: UUID, *, limit: int = 10) -> list[Sale]:
    """A merchant's last sales of any day, newest first."""
    rows = session.execute(_sales_of(merchant_id).limit(limit))
    return [Sale(redemption, reversal) for redemption, reversal in rows]


def get(session: Session, merchant_id: UUID, redemption_id: UUID) -> Sale:
    """One of this merchant's own sales. Raises RedemptionNotFound."""
    redemption = redemptions.get(session, merchant_id, redemption_id)
    return Sale(redemption, reversals.find(session, redemption.id))


def find_by_request(
    session: Session, merchant_ids: Collection[UUID], request_id: UUID
) -> Redemption | None:
    """The sale that some till of these merchants asked for; tills draw their ids at random."""
    return session.scalars(
        select(Redemption)
        .where(Redemption.merchant_id.in_(merchant_ids), Redemption.request_id == request_id)
        .order_by(Redemption.redeemed_at)
        .limit(1)
    ).first()


def get_by_request(
    session: Session, merchant_ids: Collection[UUID], request_id: UUID
) -> Redemption:
    """The same. Raises RedemptionNotFound."""
    redemption = find_by_request(session, merchant_ids, request_id)
    if redemption is None:
        raise RedemptionNotFound
    return redemption


def _sales_of(merchant_id: UUID) -> Select[Redemption, Reversal | None]:
    return (
        select(Redemption, Reversal)
        .outerjoin(Reversal, Reversal.redemption_id == Redemption.id)
        .options(joinedload(Redemption.till, innerjoin=True))
        .where(Redemption.merchant_id == merchant_id)
        .order_by(Redemption.redeemed_at.desc(), Redemption.receipt)
    )
