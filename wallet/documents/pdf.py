"""PDF documents for reading and keeping, typeset by typst (https://typst.app/docs).

A template stands beside the noun it prints (`wallet/codes/cards.typ`), imports the look that all
share (`#import "/documents/look.typ": *`) and reads its facts with `#let facts = facts()`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import typst

WALLET = Path(__file__).parents[1]
"""What a template may read and nothing outside it; `/` in a template is here."""

FONTS = WALLET / "documents/vendor"
"""Beside those of typst: Atkinson Hyperlegible, drawn for people who see badly (OFL 1.1)."""

_NO_LETTER = ("could not be displayed with", "contains the codepoint")
"""How typst says that PDF/A allows no document with a letter that is in no font."""
_LAST_LATIN = 0x24F
"""The end of Latin Extended-B: every language written in Latin letters around us."""
MARKS = (
    "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026"
    "\u20ac\u2190\u2192\u2212\u2713"
)
"""Dashes, quotation marks, bullet, ellipsis, euro, arrows, minus and tick: drawn as well."""


def typeset(template: Path, facts: Mapping[str, object], *, made_at: datetime) -> bytes:
    """The document, the same bytes for the same facts and instant.

    A file for keeping: PDF/A-2a (ISO 19005-2), tagged so that a screen reader can read it. Only
    the fonts typst and we bring along are used: the same page on every machine.

    `facts` must fit into JSON: amounts and days are handed over as the text to be printed.
    """
    text = json.dumps(facts, ensure_ascii=False)
    try:
        return _compile(template, text, made_at)
    except typst.TypstError as error:
        if not any(words in str(error) for words in _NO_LETTER):
            raise
        return _compile(template, "".join(map(_in_our_fonts, text)), made_at)


def _in_our_fonts(letter: str) -> str:
    """What people type may have letters no font of ours draws, such as emoji: a question mark."""
    return letter if ord(letter) <= _LAST_LATIN or letter in MARKS else "?"


def _compile(template: Path, facts: str, made_at: datetime) -> bytes:
    made: bytes = typst.compile(
        template,
        root=WALLET,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"facts": facts},
        pdf_standards=["a-2a"],
        timestamp=made_at.replace(microsecond=0),  # typst knows whole seconds
    )
    return made
