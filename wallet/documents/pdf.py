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


def typeset(template: Path, facts: Mapping[str, object], *, made_at: datetime) -> bytes:
    """The document, the same bytes for the same facts and instant.

    A file for keeping: PDF/A-2a (ISO 19005-2), tagged so that a screen reader can read it. Only
    the fonts typst brings along are used: the same page on every machine.

    `facts` must fit into JSON: amounts and days are handed over as the text to be printed.
    """
    made: bytes = typst.compile(
        template,
        root=WALLET,
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts)},
        pdf_standards=["a-2a"],
        timestamp=made_at.replace(microsecond=0),  # typst knows whole seconds
    )
    return made
