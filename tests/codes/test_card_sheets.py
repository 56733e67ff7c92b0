"""Sheets of cards: ordered, printed, and every code on the paper is the card's."""

from ctypes import create_string_buffer
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import raw
from sqlalchemy.orm import Session

from tests import build
from tests.world.cards import a_sheets_numbers
from wallet.codes import card_handovers, card_numbers, card_sheets, card_stock, cards
from wallet.codes.card_sheets import CardSheet, CardSheetNotFound
from wallet.codes.card_stock import NoBlankCards, PageCountOutOfRange
from wallet.identity.memberships import Membership
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme, ProgrammeNotFound

DPI = 200


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def coordinator(session: Session, programme: Programme) -> Membership:
    return build.a_coordinator(session, programme)


@pytest.fixture
def sheet(session: Session, coordinator: Membership, programme: Programme) -> CardSheet:
    return build.a_sheet(session, coordinator, programme)


def pages(made: bytes) -> list[Image.Image]:
    """What comes out of the printer."""
    return [page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(made)]


def test_a_page_has_ten_cards_whose_codes_a_till_can_read(
    session: Session, sheet: CardSheet
) -> None:
    [page] = pages(card_stock.document(session, sheet))

    found = zxingcpp.read_barcodes(page)

    assert {code.text for code in found} == set(a_sheets_numbers(session, sheet))
    assert len(found) == 10
    assert {code.ec_level for code in found} == {"H"}


def test_a_worn_bent_photocopy_is_still_read(session: Session, sheet: CardSheet) -> None:
    """A third of the size, blurred by a bad copier, saved as a poor photo, and turned."""
    [page] = pages(card_stock.document(session, sheet))
    small = page.convert("L").resize((page.width // 2, page.height // 2))
    file = BytesIO()
    small.rotate(7, fillcolor=200).save(file, "JPEG", quality=30)

    assert len(zxingcpp.read_barcodes(Image.open(file))) == 10


def test_the_numbers_are_printed_in_groups_and_nobody_is_named(
    session: Session, sheet: CardSheet
) -> None:
    made = pypdfium2.PdfDocument(card_stock.document(session, sheet))
    words = " ".join(made[0].get_textpage().get_text_range().split())

    for number in a_sheets_numbers(session, sheet):
        assert card_numbers.grouped(number) in words
    assert sheet.programme.name in words
    assert "Laat de kaart zien bij de kassa." in words
    assert (round(made[0].get_width()), round(made[0].get_height())) == (595, 842)


def test_people_who_read_with_trouble_can_read_a_card(session: Session, sheet: CardSheet) -> None:
    """At least 10 points, without serifs; the code stays 33 mm wide with its white edge."""
    page = pypdfium2.PdfDocument(card_stock.document(session, sheet))[0]
    letters = page.get_textpage()

    drawn = [at for at in range(letters.count_chars()) if not raw.FPDFText_IsGenerated(letters, at)]
    fonts = {_font(letters, at) for at in drawn}
    codes = zxingcpp.read_barcodes(page.render(scale=DPI / 72).to_pil())
    modules = codes[0].position.top_right.x - codes[0].position.top_left.x

    assert min(raw.FPDFText_GetFontSize(letters, at) for at in drawn) >= 10
    assert {font.split("+")[-1].split("-")[0] for font in fonts} == {
        "AtkinsonHyperlegible",
        "DejaVuSansMono",
    }
    assert modules / DPI * 25.4 > 33 * 21 / 29 - 0.5


def test_a_name_too_long_for_a_card_is_left_out(session: Session, programme: Programme) -> None:
    name = "Samenwerkende Buurthuizen en Ontmoetingscentra van de hele Streek"
    coordinator = build.a_member(session, organisation=build.an_organisation(session, name=name))
    programmes.join(session, programme, coordinator.organisation, today=build.TODAY)
    sheet = build.a_sheet(session, coordinator, programme)
    made = pypdfium2.PdfDocument(card_stock.document(session, sheet))
    words = " ".join(made[0].get_textpage().get_text_range().split())

    assert "Vraag om een nieuwe." in words
    assert "Samenwerkende" not in words


def _font(letters: pypdfium2.PdfTextPage, at: int) -> str:
    name = create_string_buffer(100)
    raw.FPDFText_GetFontInfo(letters, at, name, 100, None)
    return name.value.decode()


def test_several_pages_are_several_pages(
    session: Session, coordinator: Membership, programme: Programme
) -> None:
    sheet = build.a_sheet(session, coordinator, programme, pages=3)

    assert len(pages(card_stock.document(session, sheet))) == 3
    assert len(set(a_sheets_numbers(session, sheet))) == 30


def test_the_same_sheet_makes_the_same_bytes(session: Session, sheet: CardSheet) -> None:
    """A printer that jams is no reason for new cards."""
    assert card_stock.document(session, sheet) == card_stock.document(session, sheet)


def test_a_card_in_use_is_printed_no_more(
    session: Session, coordinator: Membership, programme: Programme, sheet: CardSheet
) -> None:
    numbers = a_sheets_numbers(session, sheet)
    wallet = build.a_registration(session, coordinator, programme)
    card_handovers.hand_over(
        session, coordinator, wallet.id, number=numbers[0], pin="80417", now=build.NOW
    )

    [page] = pages(card_stock.document(session, sheet))

    assert {code.text for code in zxingcpp.read_barcodes(page)} == set(numbers[1:])


def test_of_a_sheet_in_use_nothing_is_left_to_print(
    session: Session, coordinator: Membership, sheet: CardSheet
) -> None:
    for card in card_stock.of_sheet(session, sheet):
        cards.block(session, card, by=coordinator.person, now=build.NOW)

    with pytest.raises(NoBlankCards):
        card_stock.document(session, sheet)


@pytest.mark.parametrize("page_count", [0, -1, 11])
def test_a_sheet_has_one_to_ten_pages(
    session: Session, coordinator: Membership, programme: Programme, page_count: int
) -> None:
    with pytest.raises(PageCountOutOfRange):
        build.a_sheet(session, coordinator, programme, pages=page_count)


def test_cards_are_ordered_for_own_programmes_by_own_people(
    session: Session, coordinator: Membership, sheet: CardSheet
) -> None:
    elsewhere = build.a_coordinator(session)

    with pytest.raises(ProgrammeNotFound):
        build.a_sheet(session, coordinator, build.a_programme(session))
    with pytest.raises(CardSheetNotFound):
        card_sheets.get(session, elsewhere.organisation_id, sheet.id)
    assert card_sheets.of_organisation(session, elsewhere.organisation_id) == []
    assert card_sheets.of_organisation(session, coordinator.organisation_id) == [sheet]
