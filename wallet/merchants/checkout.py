"""What a till asks, whatever it scanned: a phone's code, or a card."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.codes import card_numbers
from wallet.merchants import card_sales, phone_sales
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros


def redeem(
    session: Session,
    till: Till,
    *,
    request_id: UUID,
    code: str,
    price: Euros,
    now: datetime,
    pin: str | None = None,
) -> Redemption:
    """Let whoever showed this code or card pay; the PIN is for a card alone.

    The number of digits and the first of them tell which it is: see `wallet.codes.card_numbers`.
    Promises and refusals are those of `phone_sales.redeem` and `card_sales.redeem`.
    """
    if card_numbers.is_one(code):
        sale = card_sales.read(request_id=request_id, code=code, pin=pin, price=price)
        return card_sales.redeem(session, till, sale, now=now)
    return phone_sales.redeem(session, till, request_id=request_id, code=code, price=price, now=now)
