"""Participants who pay with a card."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.coordinators import a_coordinator
from tests.world.days import NOW
from tests.world.funds import a_fund
from tests.world.participants import a_registration, give
from tests.world.programmes import a_programme
from wallet.codes import card_handovers, card_stock, cards
from wallet.codes.card_sheets import CardSheet
from wallet.codes.cards import Card
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets.wallets import Wallet

PIN, WRONG_PIN = "80417", "80418"


@dataclass(frozen=True)
class HeldCard:
    """A card in its holder's hand, who knows the PIN."""

    card: Card
    number: str
    wallet: Wallet
    coordinator: Membership
    pin: str = PIN


def a_sheet(
    session: Session, coordinator: Membership, programme: Programme, *, pages: int = 1
) -> CardSheet:
    """Blank cards in the stock of the coordinator's organisation."""
    return card_stock.order(
        session, coordinator, programme_id=programme.id, page_count=pages, now=NOW
    )


def a_sheets_numbers(session: Session, sheet: CardSheet) -> list[str]:
    """What stands on the cards of a sheet."""
    return [cards.number_of(session, card) for card in card_stock.of_sheet(session, sheet)]


def a_blank_number(session: Session, coordinator: Membership, programme: Programme) -> str:
    """What stands on a card in nobody's hands yet."""
    return a_sheets_numbers(session, a_sheet(session, coordinator, programme))[0]


def a_card(
    session: Session,
    *,
    cents: int = 0,
    programme: Programme | None = None,
    at: datetime = NOW,
) -> HeldCard:
    """A participant with a card, and so many cents of a programme's fund to spend."""
    programme = programme or a_programme(session)
    coordinator = a_coordinator(session, programme)
    wallet = a_registration(session, coordinator, programme)
    if cents:
        give(session, wallet, a_fund(session, programme), cents)
    return hand_over(session, coordinator, programme, wallet, at=at)


def hand_over(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    wallet: Wallet,
    *,
    at: datetime = NOW,
) -> HeldCard:
    """Give somebody of the coordinator's organisation a card from the drawer."""
    number = a_blank_number(session, coordinator, programme)
    card = card_handovers.hand_over(session, coordinator, wallet.id, number=number, pin=PIN, now=at)
    return HeldCard(card, number, wallet, coordinator)


def a_card_sale(
    held: HeldCard, *, cents: int, at: datetime = NOW, **changes: Any
) -> dict[str, Any]:
    """What a till asks when it scans this card, no PIN typed."""
    sale = {"request_id": uuid4(), "code": held.number, "price": Euros(cents), "now": at}
    return sale | changes
