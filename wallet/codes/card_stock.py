"""The stock of cards: ordered, printed, and what is left of it in the drawer."""

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.codes import card_numbers, cards, images
from wallet.codes.card_sheets import CardSheet
from wallet.codes.cards import Card
from wallet.codes.images import Level
from wallet.documents import pdf
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.programmes import programmes
from wallet.wallets import devices

CARDS_A_PAGE = 10
MOST_PAGES = 10
TEMPLATE = Path(__file__).with_name("cards.typ")


class PageCountOutOfRange(Invalid):
    """A sheet has 1 to 10 pages."""

    def __init__(self) -> None:
        super().__init__(f"1 to {MOST_PAGES} pages")
        self.most = MOST_PAGES


class NoBlankCards(Refused):
    """Every card of this sheet is in somebody's hands, or blocked: a second one would be a copy."""


def order(
    session: Session, by: Membership, *, programme_id: UUID, page_count: int, now: datetime
) -> CardSheet:
    """Make blank cards, ready to be printed.

    Raises:
        PageCountOutOfRange.
        ProgrammeNotFound: the organisation takes no part in this programme.
    """
    if not 1 <= page_count <= MOST_PAGES:
        raise PageCountOutOfRange
    programmes.get_joined_by(session, by.organisation_id, programme_id)
    sheet = CardSheet(
        id=uuid4(),
        programme_id=programme_id,
        organisation_id=by.organisation_id,
        page_count=page_count,
        ordered_by_id=by.person_id,
        ordered_at=now,
    )
    session.add(sheet)
    session.flush()
    numbers = _free_numbers(session, page_count * CARDS_A_PAGE)
    session.add_all(
        _card(session, sheet, position, number) for position, number in enumerate(numbers, 1)
    )
    session.flush()
    return sheet


def of_sheet(session: Session, sheet: CardSheet) -> list[Card]:
    """All its cards, in the order they are printed."""
    return list(
        session.scalars(
            select(Card)
            .where(Card.sheet_id == sheet.id)
            .order_by(Card.position)
            .execution_options(populate_existing=True)
        )
    )


def blank(session: Session, sheet: CardSheet) -> list[Card]:
    """The cards in nobody's hands yet."""
    return [card for card in of_sheet(session, sheet) if card.link is None and card.blocked is None]


def document(session: Session, sheet: CardSheet) -> bytes:
    """The PDF to print: A4, ten cards a page with lines to cut along, the same bytes each time.

    Only cards in nobody's hands yet are on it: a card in use has no double.

    Raises:
        NoBlankCards: there is nothing left to print.
    """
    left = blank(session, sheet)
    if not left:
        raise NoBlankCards
    facts = {
        "programme": sheet.programme.name,
        "organisation": sheet.organisation.name,
        "cards": [_printed(cards.number_of(session, card)) for card in left],
    }
    return pdf.typeset(TEMPLATE, facts, made_at=sheet.ordered_at)


def _printed(number: str) -> dict[str, str]:
    """Level H: a card wears, and 16 digits fit into version 1 with 30 % of it gone."""
    drawing = images.qr_svg(number, title="QR-code", level=Level.H)
    return {"number": card_numbers.grouped(number), "qr": drawing}


def _card(session: Session, sheet: CardSheet, position: int, number: str) -> Card:
    card_id = uuid4()
    return Card(
        id=card_id,
        sheet_id=sheet.id,
        position=position,
        handle=card_numbers.handle_of(number),
        number_sealed=devices.vault(session).seal(number.encode(), bound_to=str(card_id)),
    )


def _free_numbers(session: Session, count: int) -> list[str]:
    """So many numbers whose handles nobody has."""
    drawn: dict[str, str] = {}
    while len(drawn) < count:
        while len(drawn) < count:
            number = card_numbers.draw()
            drawn[card_numbers.handle_of(number)] = number
        for handle in session.scalars(select(Card.handle).where(Card.handle.in_(drawn))):
            del drawn[handle]
    return list(drawn.values())
