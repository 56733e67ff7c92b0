"""How far a card goes today, and when its PIN is asked: what the terms of its programme say.

Counted over a wallet's cards together: a card handed over at noon does not start the day anew.
"""

from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from wallet import clock
from wallet.codes import card_pins
from wallet.codes.cards import CardLink
from wallet.merchants import pin_tries
from wallet.merchants.pin_tries import CardPinTry
from wallet.merchants.redemptions import Redemption
from wallet.merchants.reversals import Reversal
from wallet.money import Euros
from wallet.programmes import terms
from wallet.programmes.terms import ProgrammeTerms


def of_card(session: Session, link: CardLink, *, today: date) -> ProgrammeTerms:
    """The limits that hold today: those of the programme the card was printed for."""
    return terms.terms_on(session, link.card.sheet.programme_id, today)


def left_today(session: Session, link: CardLink, *, today: date) -> Euros:
    """What the cards of this wallet may still pay today. A sale given back does not count."""
    is_reversed = exists().where(Reversal.redemption_id == Redemption.id)
    paid = session.scalars(
        select(func.coalesce(func.sum(Redemption.paid), 0)).where(
            Redemption.wallet_id == link.wallet_id,
            Redemption.card_id.is_not(None),
            Redemption.redeemed_at >= clock.start_of(today),
            Redemption.redeemed_at < clock.end_of(today),
            ~is_reversed,
        )
    ).one()
    return max(of_card(session, link, today=today).card_day_limit - paid, Euros(0))


def is_pin_needed(session: Session, link: CardLink, *, price: Euros, now: datetime) -> bool:
    """Whether this price, or the number of sales since the last PIN, asks for the holder's PIN.

    A sale that began before that PIN and had to wait for it is not one of those since: it would
    not count. So it asks, too. The card's turn was taken.
    """
    limits = of_card(session, link, today=clock.day_of(now))
    if price > limits.card_pin_above:
        return True
    proof = _last_proof(session, link)
    return now < proof or _sales_without_pin(session, link, since=proof) >= (
        limits.card_sales_without_pin
    )


def _sales_without_pin(session: Session, link: CardLink, *, since: datetime) -> int:
    """Since a right PIN was typed or a new one chosen. One given back counts: the card was used."""
    with_pin = exists().where(
        CardPinTry.till_id == Redemption.till_id,
        CardPinTry.request_id == Redemption.request_id,
        CardPinTry.is_right.is_(True),
    )
    return session.scalars(
        select(func.count()).where(
            Redemption.card_id == link.card_id, Redemption.redeemed_at >= since, ~with_pin
        )
    ).one()


def _last_proof(session: Session, link: CardLink) -> datetime:
    """When the holder last knew the PIN: typed it right, or chose it at the desk."""
    chosen = card_pins.find(session, link.card_id)
    assert chosen is not None  # chosen when the card was handed over
    typed = pin_tries.last_right_at(session, chosen)
    return max(typed, chosen.chosen_at) if typed else chosen.chosen_at
