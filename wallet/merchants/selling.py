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
from wallet.money import Euros
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
    """Spend first, then write the sale down knowing what was paid: it is never edited.

    Raises:
        NothingToSpend: not one cent, here.
    """
    redemption_id = uuid4()
    paid = spending.spend(
        session,
        means.wallet_id,
        merchant_id=till.merchant_id,
        programme_ids=till.programme_ids,
        up_to=up_to,
        cause=redemptions.cause_of(redemption_id),
        today=clock.day_of(now),
    )
    redemption = row_of(
        Redemption,
        id=redemption_id,
        till_id=till.id,
        merchant_id=till.merchant_id,
        request_id=request_id,
        wallet_id=means.wallet_id,
        device_id=means.id if isinstance(means, Device) else None,
        card_id=means.card_id if isinstance(means, CardLink) else None,
        price=price,
        paid=paid,
        receipt=tokens.new_letters(RECEIPT_LENGTH),
        redeemed_at=now,
    )
    return redemptions.write_down(session, redemption)
