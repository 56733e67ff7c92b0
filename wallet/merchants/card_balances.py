"""The balance of a card, asked at a till by its holder: with the PIN and never without."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.codes import card_numbers, card_pins
from wallet.identity import pin_hashes
from wallet.merchants import card_sales, pin_tries, redemptions, refused_balances, till_rests
from wallet.merchants.card_refusals import CardRefused
from wallet.merchants.refusals import RequestIdReused, TillResting
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import wallets


def tell(
    session: Session, till: Till, *, request_id: UUID, number: str, pin: str, now: datetime
) -> Euros:
    """What is in the wallet of this card.

    A try of the PIN like any other, and the answer is given once: the next question needs a request
    id of its own, and the PIN again. A refusal is the answer for ever, and counts towards a rest of
    the till: else numbers could be tried out here that the pad does not take.

    Raises:
        TillBlocked, TillResting: not at this till, or not now.
        CardNumberMalformed, PinMalformed: no question at all.
        PinNotRight, CardCannotPay: on record.
        RequestIdReused: the id was used before.
    """
    number = card_numbers.read(number)
    typed = pin_hashes.read(pin, digits=card_pins.DIGITS)
    till.check_open()
    answer, _ = redemptions.take_turn(session, till, request_id)
    if answer is not None:
        raise RequestIdReused
    if (earlier := refused_balances.find(session, till, request_id)) is not None:
        raise earlier.refusal
    pin_tries.check_unused(session, till, request_id)
    if till.is_resting(now):
        raise TillResting
    try:
        link = pin_tries.open_link(session, number)
        pin_tries.try_pin(session, till, link, request_id=request_id, pin=typed, now=now)
    except CardRefused as error:
        reason = card_sales.REASONS[type(error)]
        refusal = refused_balances.write_down(session, till, request_id, reason=reason, now=now)
        till_rests.count(session, till, now=now)
        raise refusal from error
    return wallets.balance(session, link.wallet)
