"""What the desk sees of a card: whether it pays, and if not, why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from wallet import clock
from wallet.codes import card_pins, cards
from wallet.codes.card_pins import CardLock, CardPin
from wallet.codes.cards import Card, CardBlock, CardLink
from wallet.merchants import card_limits, pin_tries
from wallet.merchants.refusals import RefusedRedemption
from wallet.money import Euros
from wallet.wallets.registrations import Registration


@dataclass(frozen=True)
class CardAtDesk:
    """One card of a participant, with the reasons that tills are not told."""

    card: Card
    link: CardLink
    last_digits: str
    pin: CardPin
    wrong_pins: int
    """In a row; ten lock the card."""
    left_today: Euros
    latest_refusal: RefusedRedemption | None

    @property
    def blocked_at(self) -> datetime | None:
        return self.card.blocked.blocked_at if self.card.blocked else None

    @property
    def locked_at(self) -> datetime | None:
        return self.pin.lock.locked_at if self.pin.lock else None

    @property
    def is_locked(self) -> bool:
        return self.card.is_open and self.pin.lock is not None


@dataclass(frozen=True)
class LockedCard:
    """Whose card does not pay any more, since when."""

    registration: Registration
    lock: CardLock


def of_wallet(session: Session, wallet_id: UUID, *, now: datetime) -> list[CardAtDesk]:
    """Every card a participant ever had, the latest first."""
    return [_at_desk(session, card, now) for card in cards.of_wallet(session, wallet_id)]


def locked(session: Session, organisation_id: UUID) -> list[LockedCard]:
    """The participants of an organisation whose card waits for a new PIN, the latest first."""
    later = aliased(CardPin)
    has_new_pin = exists().where(
        later.card_id == CardLock.card_id, later.version > CardLock.version
    )
    is_blocked = exists().where(CardBlock.card_id == CardLock.card_id)
    rows = session.execute(
        select(Registration, CardLock)
        .join(CardLink, CardLink.wallet_id == Registration.wallet_id)
        .join(CardLock, CardLock.card_id == CardLink.card_id)
        .where(Registration.organisation_id == organisation_id, ~has_new_pin, ~is_blocked)
        .order_by(CardLock.locked_at.desc(), Registration.registered_at)
    )
    found = {registration.wallet_id: LockedCard(registration, lock) for registration, lock in rows}
    return list(found.values())


def _at_desk(session: Session, card: Card, now: datetime) -> CardAtDesk:
    pin = card_pins.find(session, card.id)
    assert pin is not None  # chosen when the card was handed over
    assert card.link is not None
    return CardAtDesk(
        card=card,
        link=card.link,
        last_digits=cards.last_digits(session, card),
        pin=pin,
        wrong_pins=pin_tries.wrong_in_a_row(session, pin),
        left_today=card_limits.left_today(session, card.link, today=clock.day_of(now)),
        latest_refusal=session.scalars(
            select(RefusedRedemption)
            .where(RefusedRedemption.card_id == card.id)
            .order_by(RefusedRedemption.refused_at.desc())
            .limit(1)
        ).first(),
    )
