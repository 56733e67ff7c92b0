"""Paying with the code a phone shows, above the floor after a yes on that phone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from wallet import clock
from wallet.codes import shown_codes
from wallet.codes.pay_codes import PayCodeRefused
from wallet.merchants import confirmations, redemptions, refusals, selling, till_rests
from wallet.merchants.confirmations import Confirmation
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import Reason
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes import terms
from wallet.wallets.devices import Device
from wallet.wallets.spending import NothingToSpend


def redeem(
    session: Session, till: Till, *, request_id: UUID, code: str, price: Euros, now: datetime
) -> Redemption:
    """Let the participant who showed this code pay at this till, as far as the coins reach.

    Asking again with the same request id gives the first answer, a refusal included, for ever.

    Raises:
        TillBlocked: the merchant put this till out of use.
        PayCodeMalformed, PriceOutOfRange: no request at all; nothing is written down.
        NotPaid: one neutral refusal; its reason is on record for the participant's phone.
        PhoneMustConfirm: no answer yet; it is above the floor, and the same request goes on later.
        RequestIdReused: the id was used for another price.
    """
    digits = shown_codes.parse(code)
    redemptions.check_price(price)
    earlier, was_asked = redemptions.take_turn(session, till, request_id)
    if earlier is not None:
        return earlier.answer(price)
    till.check_open()
    asked: dict[str, Any] = {"price": price, "now": now}
    if was_asked and (before := confirmations.find(session, till.id, request_id)):
        return _resume(session, till, before, price=price, now=now)
    floor = terms.floor_on(session, till.programme_ids, clock.day_of(now))
    if till.is_resting(now):
        raise refusals.write_down(
            session, till, request_id, reason=Reason.TILL_RESTING, device=None, **asked
        )

    device: Device | None = None
    try:
        device = shown_codes.use(session, digits, now=now)
        sale: dict[str, Any] = {"request_id": request_id, **asked}
        up_to = price if price <= floor else confirmations.reach(session, till, device, **sale)
        return selling.sell(session, till, device, up_to=up_to, **sale)
    except (PayCodeRefused, NothingToSpend) as error:
        if isinstance(error, PayCodeRefused):
            device = error.device
        reason = refusals.REASON_OF[type(error)]
        refusal = refusals.write_down(
            session, till, request_id, reason=reason, device=device, **asked
        )
        till_rests.count(session, till, now=now)
        raise refusal from error


def _resume(
    session: Session, till: Till, before: Confirmation, *, price: Euros, now: datetime
) -> Redemption:
    """Answer a till whose customer's phone was asked: wait on, or pay up to the floor."""
    sale: dict[str, Any] = {"request_id": before.request_id, "price": price, "now": now}
    try:
        up_to = before.reach(price=price, now=now)
        return selling.sell(session, till, before.device, up_to=up_to, **sale)
    except NothingToSpend as error:
        reason = refusals.REASON_OF[type(error)]
        raise refusals.write_down(
            session, till, reason=reason, device=before.device, **sale
        ) from error
