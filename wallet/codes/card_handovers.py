"""Handing a card over at the desk: from then on it is a means of the participant's wallet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wallet.codes import card_numbers, card_pins, cards
from wallet.codes.cards import Card, CardLink
from wallet.errors import Refused
from wallet.identity.memberships import Membership
from wallet.wallets import registrations
from wallet.wallets.registrations import ParticipantNotFound


class CardUnknown(Refused):
    """The organisation printed no card with this number."""


class CardAlreadyHandedOver(Refused):
    """Somebody has this card."""


class CardOutOfUse(Refused):
    """This card was blocked before anybody had it."""


class CardOfAnotherProgramme(Refused):
    """The card was printed for a programme this participant does not take part in."""


def hand_over(
    session: Session, by: Membership, wallet_id: UUID, *, number: str, pin: str, now: datetime
) -> Card:
    """Give a participant of the own organisation a card, and the PIN that its holder chose.

    An earlier card stops paying: nobody has two, and the lost one is of no use to its finder.

    Raises:
        ParticipantNotFound: not of this organisation.
        CardNumberMalformed, PinMalformed, PinTooSimple: what was filled in makes no sense.
        CardUnknown, CardAlreadyHandedOver, CardOutOfUse, CardOfAnotherProgramme: take another.
    """
    registrations.get(session, by.organisation_id, wallet_id)
    card = _blank(session, by, wallet_id, card_numbers.read(number))
    cards.take_turn(session, wallet_id)
    earlier = cards.find_open(session, wallet_id)
    linked = session.execute(
        insert(CardLink)
        .values(card_id=card.id, wallet_id=wallet_id, linked_by_id=by.person_id, linked_at=now)
        .on_conflict_do_nothing()
        .returning(CardLink.card_id)
    ).first()
    if linked is None:
        raise CardAlreadyHandedOver
    if earlier is not None:
        cards.block(session, earlier, by=by.person, now=now)
    card_pins.choose(session, card, pin, by=by.person, now=now)
    session.refresh(card, ["link"])
    return card


def _blank(session: Session, by: Membership, wallet_id: UUID, number: str) -> Card:
    card = cards.find(session, number)
    if card is None or card.sheet.organisation_id != by.organisation_id:
        raise CardUnknown
    if card.link is not None:
        raise CardAlreadyHandedOver
    if card.blocked is not None:
        raise CardOutOfUse
    try:
        registrations.get(
            session, by.organisation_id, wallet_id, programme_id=card.sheet.programme_id
        )
    except ParticipantNotFound as error:
        raise CardOfAnotherProgramme from error
    return card
