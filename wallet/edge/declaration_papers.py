"""The evidence of a declaration to take away: a PDF to read, CSV and JSON for programs, one zip.

All of it is made from the frozen text, so that the same declaration gives the same bytes for ever.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from flask_babel import gettext

from wallet.documents import pdf
from wallet.edge import evidence_sheet, evidence_tables, evidence_words, languages
from wallet.money import Euros
from wallet.social_return.declarations import Declaration

TEMPLATE = Path(__file__).with_name("declaration_evidence.typ")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can say: the archive itself tells nothing by its times."""


def name_of(declaration: Declaration) -> str:
    """What its files are called: letters, digits and dashes only."""
    contract = declaration.obligation.contract_number
    plain = "".join(letter if letter.isalnum() else "-" for letter in contract)
    return f"social-return-{plain}-{declaration.number}"


def as_zip(declaration: Declaration) -> bytes:
    """Everything in one file, stored as it is."""
    name, packed = name_of(declaration), io.BytesIO()
    parts = {
        f"{name}.pdf": as_pdf(declaration),
        f"{name}.csv": evidence_sheet.as_csv(declaration),
        f"{name}.json": as_json(declaration),
    }
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part, ZIP_TIME), content)
    return packed.getvalue()


def as_json(declaration: Declaration) -> bytes:
    """The frozen text itself: its SHA-256 stands in the declaration and on the statement."""
    return declaration.figures.evidence.encode()


def as_pdf(declaration: Declaration) -> bytes:
    """On A4, for reading and keeping."""
    return pdf.typeset(TEMPLATE, _facts(declaration), made_at=declaration.declared_at)


def _facts(declaration: Declaration) -> dict[str, Any]:
    facts = declaration.evidence
    head = facts["declaration"]
    period = gettext(
        "%(first)s to %(last)s",
        first=languages.day(declaration.from_on),
        last=languages.day(declaration.to_on),
    )
    title = gettext("Evidence of declaration %(number)s", number=declaration.number)
    return {
        "lang": languages.language(),
        "title": title,
        "lead": f"{head['contractor']} · {head['contract_title']}",
        "facts": [
            [gettext("Authority"), head["authority"]],
            [gettext("Contractor"), f"{head['contractor']} ({head['contractor_kvk_number']})"],
            [gettext("Contract"), head["contract_number"]],
            [gettext("Period"), period],
            [gettext("Handed in"), languages.instant(declaration.declared_at)],
            _hours(facts),
            [gettext("Participants"), evidence_words.at_least(facts["participants_at_least"])],
        ],
        "tables": [table for table in evidence_tables.of(facts) if table["rows"]],
        "total": [
            [gettext("Asked to count"), _euros(declaration.figures.counted.cents)],
            [gettext("Taken back"), _euros(-declaration.figures.corrected.cents)],
            [gettext("Together"), _euros(declaration.net.cents)],
        ],
        "proof_title": gettext("Where this can be checked"),
        "proof": [
            [gettext("Read up to transfer"), str(head["last_transfer_id"])],
            [gettext("Seal"), str(head["seal_id"])],
            [gettext("Root of the seal"), head["seal_root"]],
            [gettext("SHA-256 of the evidence"), declaration.figures.evidence_sha256],
        ],
        "note": gettext(
            "Nobody is named. Groups of fewer than ten people are put together with others, so"
            " that no figure is about a few people. Numbers of people are rounded down to tens."
        ),
    }


def _hours(facts: dict[str, Any]) -> list[str]:
    if evidence_words.has_steps(facts):
        return [gettext("Hours done"), _or_few(facts["hours"] if facts["times"] else None)]
    return [gettext("Hours behind it"), _or_few(facts["hours"])]


def _or_few(hours: int | None) -> str:
    return str(gettext("not shown: fewer than 10 people") if hours is None else hours)


def _euros(cents: int) -> str:
    return languages.euros(Euros(cents))
