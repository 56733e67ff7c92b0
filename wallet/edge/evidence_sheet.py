"""The evidence of a declaration as rows, for a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from wallet.edge import evidence_words as words
from wallet.edge.payout_papers import harmless
from wallet.money import Euros
from wallet.social_return.declarations import Declaration

Row = dict[str, object]
"""What stands in some of the columns; the others are empty."""


def as_csv(declaration: Declaration) -> bytes:
    """A row for each figure, with a BOM and semicolons; euros with a comma, as sheets here read."""
    facts = declaration.evidence
    columns = _columns(facts)
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(columns.values())
    for row in _rows(facts):
        rows.writerow([row.get(column, "") for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _columns(facts: dict[str, Any]) -> dict[str, str]:
    """What each column is called; how often came with the steps."""
    return {
        "table": gettext("Table"),
        "what": gettext("What"),
        "hours": gettext("Hours"),
        **({"times": gettext("Times")} if words.has_steps(facts) else {}),
        "people": gettext("People, at least"),
        "euros": gettext("Euros"),
        "counts": gettext("Counts"),
        "surplus": gettext("Surplus"),
    }


def _rows(facts: dict[str, Any]) -> Iterator[Row]:
    for line in facts["lines"]:
        yield {
            "table": gettext("Lines"),
            "what": harmless(words.line(line)),
            "euros": _number(line["realised_cents"] - line["undone_cents"]),
            "counts": _number(line["counted_cents"]),
            "surplus": _number(line["surplus_cents"]),
        }
    for one in facts["corrections"]:
        yield {
            "table": gettext("Corrections"),
            "what": harmless(words.line(one)),
            "euros": _number(-one["undone_cents"]),
            "counts": _number(-one["corrected_cents"]),
        }
    yield from _groups(facts)
    for payout_id in facts["payout_ids"]:
        yield {"table": gettext("Payouts"), "what": payout_id}


def _groups(facts: dict[str, Any]) -> Iterator[Row]:
    for step in facts.get("kinds", []):
        yield {
            "table": gettext("Hours"),
            "what": harmless(words.kind(step)),
            "hours": step["hours"],
            "times": step["times"],
        }
    is_only = len(facts["activities"]) == 1
    for row in facts["activities"]:
        yield {
            "table": gettext("Activities"),
            "what": harmless(words.activity(row, is_only=is_only)),
            "hours": row.get("hours", ""),
            "people": row["participants_at_least"],
            "euros": _number(row["net_cents"]),
        }
    for row in facts["shops"]:
        yield {
            "table": gettext("Shops"),
            "what": harmless(words.shop(row)),
            "euros": _number(row["net_cents"]),
        }


def _number(cents: int) -> str:
    return Euros(cents).decimal.replace(".", ",")
