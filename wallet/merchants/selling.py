"""Selling: what was admitted is spent and written down, whatever the customer paid with."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from wallet import clock
from wallet.codes.cards import CardLink
from wallet.database import row_of
from wallet.identity import tokens
from wallet.merchants import redemptions
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros, total
from wallet.wallets import spending
from wallet.wallets.devices import Device

RECEIPT_LENGTH = 8


def sell(
    session: Session,
    till: Till,
    means: Device | CardLink,
    *,
    request_id: UUID,
    price: Euros,
    up_to: Euros,
    now: datetime,
) -> Redemption:
    """Decide what each purse pays, then post and write down the sale at once: it is never edited.

    Raises:
        NothingToSpend: not one cent, here.
    """
    moves = spending.moves(
        session,
        means.wallet_id,
        merchant_id=till.merchant_id,
        programme_ids=till.programme_ids,
        up_to=up_to,
        today=clock.day_of(now),
    )
    redemption = row_of(
        Redemption,
        id=uuid4(),
        till_id=till.id,
        merchant_id=till.merchant_id,
        request_id=request_id,
        wallet_id=means.wallet_id,
        device_id=means.id if isinstance(means, Device) else None,
        card_id=means.card_id if isinstance(means, CardLink) else None,
        price=price,
        paid=total(move.amount for move in moves),
        receipt=tokens.new_letters(RECEIPT_LENGTH),
        redeemed_at=now,
    )
    return redemptions.post(session, redemption, moves)
