"""Paying with a card at a till, with its holder's PIN where one is needed."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet import clock
from wallet.codes import card_numbers, card_pins
from wallet.codes.cards import CardLink
from wallet.errors import Refused
from wallet.identity import pin_hashes
from wallet.merchants import card_limits, pin_tries, redemptions, selling, till_rests
from wallet.merchants.card_refusals import (
    CardBlocked,
    CardDayLimitReached,
    CardLocked,
    CardNotHandedOver,
    CardPinNeeded,
    CardPinWrong,
    CardRefused,
    CardWrong,
)
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import REASON_OF, NotPaid, Reason, RefusedRedemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets.spending import NothingToSpend

REASONS: dict[type[Refused], Reason] = REASON_OF | {
    CardWrong: Reason.CODE_WRONG,
    CardNotHandedOver: Reason.CARD_NOT_HANDED_OVER,
    CardBlocked: Reason.CARD_BLOCKED,
    CardLocked: Reason.CARD_LOCKED,
    CardPinWrong: Reason.CARD_PIN_WRONG,
    CardDayLimitReached: Reason.CARD_DAY_LIMIT,
}


@dataclass(frozen=True)
class CardSale:
    """What a till asks. The PIN is used once and kept nowhere: it shows in no trace either."""

    request_id: UUID
    number: str = field(repr=False)
    pin: str | None = field(repr=False)
    price: Euros


def read(*, request_id: UUID, code: str, pin: str | None, price: Euros) -> CardSale:
    """What was scanned or typed, checked for its form.

    Raises:
        CardNumberMalformed, PinMalformed, PriceOutOfRange: no request at all.
    """
    number = card_numbers.read(code)
    typed = pin_hashes.read(pin, digits=card_pins.DIGITS) if pin is not None else None
    redemptions.check_price(price)
    return CardSale(request_id, number, typed, price)


def redeem(session: Session, till: Till, sale: CardSale, *, now: datetime) -> Redemption:
    """Let the holder of this card pay, as far as the coins and the day's limit reach.

    Asking again with the same request id gives the first answer, a refusal included, for ever, and
    tries no PIN again. A PIN that is not needed is not looked at.

    Raises:
        TillBlocked: the merchant put this till out of use.
        CardPinNeeded: no answer yet; the same request goes on with the PIN.
        NotPaid: a neutral refusal, on record; PinNotRight and CardCannotPay say a little more.
        RequestIdReused: the id was used for another price, or to ask for a balance.
    """
    earlier, _ = redemptions.take_turn(session, till, sale.request_id)
    if earlier is not None:
        return earlier.answer(sale.price)
    till.check_open()
    pin_tries.check_unused(session, till, sale.request_id)
    if till.is_resting(now):
        raise _write_down(session, till, sale, Reason.TILL_RESTING, None, now=now)
    link: CardLink | None = None
    try:
        link = pin_tries.open_link(session, sale.number)
        up_to = _admit(session, till, link, sale, now=now)
        return selling.sell(
            session,
            till,
            link,
            request_id=sale.request_id,
            price=sale.price,
            up_to=up_to,
            now=now,
        )
    except (CardRefused, NothingToSpend) as error:
        link = error.link if isinstance(error, CardRefused) else link
        refusal = _write_down(session, till, sale, REASONS[type(error)], link, now=now)
        till_rests.count(session, till, now=now)
        raise refusal from error


def _admit(session: Session, till: Till, link: CardLink, sale: CardSale, *, now: datetime) -> Euros:
    """How much of the price this card may pay, its holder's PIN typed where it must be."""
    today = clock.day_of(now)
    is_locked = card_pins.is_locked(session, link.card_id)
    if is_locked and sale.pin is None:
        raise CardLocked(link)
    left = card_limits.left_today(session, link, today=today)
    if not left and not is_locked:
        raise CardDayLimitReached(link)
    if is_locked or card_limits.is_pin_needed(session, link, price=sale.price, now=now):
        if sale.pin is None:
            raise CardPinNeeded
        pin_tries.try_pin(session, till, link, request_id=sale.request_id, pin=sale.pin, now=now)
    return min(sale.price, left)


def _write_down(
    session: Session,
    till: Till,
    sale: CardSale,
    reason: Reason,
    link: CardLink | None,
    *,
    now: datetime,
) -> NotPaid:
    """Keep the reason for the desk, and give the neutral refusal to raise."""
    refused = RefusedRedemption(
        till_id=till.id,
        request_id=sale.request_id,
        wallet_id=link.wallet_id if link else None,
        card_id=link.card_id if link else None,
        reason=reason,
        price=sale.price,
        refused_at=now,
    )
    session.add(refused)
    session.flush()
    return refused.refusal
