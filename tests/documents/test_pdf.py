"""What every PDF has: its facts, a language, a title, tags, and the same bytes each time."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pypdfium2
import pytest

from wallet.documents import pdf

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SVG = "http://www.w3.org/2000/svg"
SQUARE = f'<svg xmlns="{SVG}" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
FACTS = {"title": "Uitbetaling € 3,20", "rows": [["Bakker", "€ 3,20"]], "square": SQUARE}
TEMPLATE = """
#import "/documents/look.typ": *
#let facts = facts()
#show: document.with(title: facts.title, lang: "nl")
= #facts.title
#table(columns: 2, table.header([Wie], [Bedrag]), ..facts.rows.flatten())
#drawing(facts.square, alt: "Een vierkant", width: 20mm)
"""


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template where templates may be."""
    copytree(pdf.WALLET / "documents", tmp_path / "documents")
    monkeypatch.setattr(pdf, "WALLET", tmp_path)
    path = tmp_path / "page.typ"
    path.write_text(TEMPLATE, "utf-8")
    return path


def test_a_document_says_its_facts(template: Path) -> None:
    made = pypdfium2.PdfDocument(pdf.typeset(template, FACTS, made_at=NOON))
    words = made[0].get_textpage().get_text_range()

    assert "Uitbetaling € 3,20" in words
    assert "Bakker" in words
    assert made.get_metadata_value("Title") == "Uitbetaling € 3,20"


def test_a_document_is_made_for_keeping_and_for_screen_readers(template: Path) -> None:
    made = pdf.typeset(template, FACTS, made_at=NOON)

    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert pypdfium2.PdfDocument(made).is_tagged()


def test_the_same_facts_make_the_same_bytes(template: Path) -> None:
    first = pdf.typeset(template, FACTS, made_at=NOON)

    assert pdf.typeset(template, FACTS, made_at=NOON) == first


@pytest.mark.parametrize("letter", ["👍", "広", "\ue000", "\u0378"])
def test_a_letter_no_font_has_is_a_question_mark(template: Path, letter: str) -> None:
    """PDF/A takes no empty boxes, and one shop's name must not keep a document from everybody."""
    every = "".join(filter(str.isprintable, map(chr, range(0x250))))
    rows = [[f"Bakker {letter}", "€ 3,20 é ł"], [every, pdf.MARKS]]

    facts = FACTS | {"rows": rows}
    made = pdf.typeset(template, facts, made_at=NOON)

    words = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "Bakker ?" in words
    assert "€ 3,20 é ł" in words
    assert made == pdf.typeset(template, facts, made_at=NOON)
