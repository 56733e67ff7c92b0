"""The evidence of a declaration as rows, for a spreadsheet."""

import csv
import io

from flask_babel import gettext

from wallet.edge import evidence_words as words
from wallet.edge.payout_papers import harmless
from wallet.money import Euros
from wallet.social_return.declarations import Declaration


def as_csv(declaration: Declaration) -> bytes:
    """A row for each figure, with a BOM and semicolons; euros with a comma, as sheets here read."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(
        [
            gettext("Table"),
            gettext("What"),
            gettext("Hours"),
            gettext("People, at least"),
            gettext("Euros"),
            gettext("Counts"),
            gettext("Surplus"),
        ]
    )
    facts = declaration.evidence
    for line in facts["lines"]:
        net = line["realised_cents"] - line["undone_cents"]
        sums = [_number(net), _number(line["counted_cents"]), _number(line["surplus_cents"])]
        rows.writerow([gettext("Lines"), harmless(words.line(line)), "", "", *sums])
    for one in facts["corrections"]:
        sums = [_number(-one["undone_cents"]), _number(-one["corrected_cents"]), ""]
        rows.writerow([gettext("Corrections"), harmless(words.line(one)), "", "", *sums])
    is_only = len(facts["activities"]) == 1
    for row in facts["activities"]:
        figures = [row["hours"], row["participants_at_least"], _number(row["net_cents"])]
        rows.writerow(
            [
                gettext("Activities"),
                harmless(words.activity(row, is_only=is_only)),
                *figures,
                "",
                "",
            ]
        )
    for row in facts["shops"]:
        rows.writerow(
            [
                gettext("Shops"),
                harmless(words.shop(row)),
                "",
                "",
                _number(row["net_cents"]),
                "",
                "",
            ]
        )
    for payout_id in facts["payout_ids"]:
        rows.writerow([gettext("Payouts"), payout_id, "", "", "", "", ""])
    return text.getvalue().encode("utf-8-sig")


def _number(cents: int) -> str:
    return Euros(cents).decimal.replace(".", ",")
