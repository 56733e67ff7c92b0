"""What the participant's own phone tells about sales, the reason of a refusal included."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import RefusedRedemption
from wallet.merchants.reversals import Reversal


def of_wallet(session: Session, wallet_id: UUID, *, limit: int = 50) -> list[Redemption]:
    """The latest sales a wallet paid for, newest first, each with its merchant."""
    return list(
        session.scalars(
            select(Redemption)
            .options(joinedload(Redemption.merchant))
            .where(Redemption.wallet_id == wallet_id)
            .order_by(Redemption.redeemed_at.desc())
            .limit(limit)
        )
    )


def by_id(session: Session, redemption_ids: Collection[UUID]) -> dict[UUID, Redemption]:
    """These sales, each with its merchant."""
    query = (
        select(Redemption)
        .options(joinedload(Redemption.merchant))
        .where(Redemption.id.in_(redemption_ids))
    )
    return {sale.id: sale for sale in session.scalars(query)}


def sold_at(session: Session, wallet_id: UUID) -> dict[UUID, datetime]:
    """When each sale was that a wallet paid for."""
    query = select(Redemption.id, Redemption.redeemed_at).where(Redemption.wallet_id == wallet_id)
    return dict(session.execute(query).all())


def reversed_at(session: Session, wallet_id: UUID) -> dict[UUID, datetime]:
    """When each of them was undone, if it was; by the id of the sale."""
    query = (
        select(Reversal.redemption_id, Reversal.reversed_at)
        .join(Redemption, Redemption.id == Reversal.redemption_id)
        .where(Redemption.wallet_id == wallet_id)
    )
    return dict(session.execute(query).all())


def latest(
    session: Session, wallet_id: UUID, *, since: datetime
) -> Redemption | RefusedRedemption | None:
    """The last thing that happened to this wallet at a till since then, paid or refused."""
    paid = session.scalars(
        select(Redemption)
        .options(joinedload(Redemption.merchant))
        .where(Redemption.wallet_id == wallet_id, Redemption.redeemed_at >= since)
        .order_by(Redemption.redeemed_at.desc())
        .limit(1)
    ).first()
    refused = session.scalars(
        select(RefusedRedemption)
        .where(RefusedRedemption.wallet_id == wallet_id, RefusedRedemption.refused_at >= since)
        .order_by(RefusedRedemption.refused_at.desc())
        .limit(1)
    ).first()
    if paid is None or refused is None:
        return paid or refused
    return paid if paid.redeemed_at >= refused.refused_at else refused
