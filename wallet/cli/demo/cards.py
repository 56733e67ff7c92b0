"""The cards of the demo town: a sheet in the drawer, three of them in people's hands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from wallet.cli.demo.money import Town
from wallet.codes import card_handovers, card_numbers, card_stock, cards
from wallet.database import Session
from wallet.wallets import registrations, wallets
from wallet.wallets.devices import Device

HOLDERS = (6, 12, 0)
"""Participants of the garden, by their number in `people.PSEUDONYMS`; the last is the one whose
start code `wallet demo access` prints, and finds the card on the phone."""
PINS = ("29304", "48157", "60513")


def hand_over(session: Session, town: Town, phones: list[Device], *, now: datetime) -> None:
    """Print a page of cards, and give the first of them to people who may leave the phone."""
    coordinator = town.staff["coordinator"]
    sheet = card_stock.order(
        session, coordinator, programme_id=town.programme.id, page_count=1, now=now
    )
    blank = card_stock.of_sheet(session, sheet)
    for card, pin, holder in zip(blank[: len(PINS)], PINS, HOLDERS, strict=True):
        card_handovers.hand_over(
            session,
            coordinator,
            phones[holder].wallet_id,
            number=cards.number_of(session, card),
            pin=pin,
            now=now,
        )


def in_hands(session: Session, programme_id: UUID) -> list[dict[str, Any]]:
    """The cards that were handed over at the start, as long as they are in use: number and PIN."""
    held: list[dict[str, Any]] = []
    for registration in registrations.of_programme(session, programme_id):
        card = cards.find_open(session, registration.wallet_id)
        if card is not None and card.position <= len(PINS):
            held.append(
                {
                    "number": card_numbers.grouped(cards.number_of(session, card)),
                    "pin": PINS[card.position - 1],
                    "balance_cents": wallets.balance(session, registration.wallet).cents,
                }
            )
    return held
