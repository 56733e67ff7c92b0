"""The tables of an evidence, as they are printed."""

from typing import Any

from flask_babel import gettext

from wallet.edge import evidence_words as words
from wallet.edge import languages
from wallet.money import Euros

_SUMS = ("realised", "undone", "counted", "surplus")


Facts = dict[str, Any]
Table = dict[str, Any]
"""Its title, its head, its rows as text, and a `note`; `is_quiet` when it is only looked up."""


def of(facts: Facts) -> list[Table]:
    return [
        _counted(facts),
        _taken_back(facts),
        *([_done(facts)] if words.has_steps(facts) else []),
        _activities(facts),
        _shops(facts),
        _payouts(facts),
    ]


def _counted(facts: Facts) -> Table:
    return {
        "title": gettext("What counts"),
        "head": [
            gettext("Fund and rule"),
            gettext("Spent"),
            gettext("Undone"),
            gettext("Counts"),
            gettext("Surplus"),
        ],
        "rows": [
            [words.line(line), *(_euros(line[f"{name}_cents"]) for name in _SUMS)]
            for line in facts["lines"]
        ],
    }


def _taken_back(facts: Facts) -> Table:
    return {
        "title": gettext("Taken back from earlier declarations"),
        "head": [gettext("Fund and rule"), gettext("Undone"), gettext("Taken back")],
        "rows": [
            [words.line(one), _euros(one["undone_cents"]), _euros(one["corrected_cents"])]
            for one in facts["corrections"]
        ],
    }


def _done(facts: Facts) -> Table:
    rows = [[words.kind(one), str(one["hours"]), str(one["times"])] for one in facts["kinds"]]
    if len(rows) > 1:
        rows.append([gettext("Together"), str(facts["hours"]), str(facts["times"])])
    return {
        "title": gettext("Hours by activity"),
        "head": [gettext("Activity"), gettext("Hours"), gettext("Times")],
        "rows": rows,
        "note": gettext(
            "Hours count for ten people or more at once, up to the moment of freezing. Of each"
            " activity in a fund at most nine people wait for that; their hours come in a later"
            " declaration."
        ),
    }


def _activities(facts: Facts) -> Table:
    is_only = len(facts["activities"]) == 1
    has_hours = not words.has_steps(facts)
    return {
        "title": gettext("By activity and neighbourhood"),
        "head": [
            gettext("Activity"),
            gettext("Participants"),
            *([gettext("Hours")] if has_hours else []),
            gettext("Spent"),
        ],
        "rows": [
            [
                words.activity(row, is_only=is_only),
                words.at_least(row["participants_at_least"]),
                *([str(row["hours"])] if has_hours else []),
                _euros(row["net_cents"]),
            ]
            for row in facts["activities"]
        ],
    }


def _shops(facts: Facts) -> Table:
    return {
        "title": gettext("By kind of shop"),
        "head": [gettext("Shop"), gettext("Spent")],
        "rows": [[words.shop(row), _euros(row["net_cents"])] for row in facts["shops"]],
    }


def _payouts(facts: Facts) -> Table:
    return {
        "title": gettext("Payouts to shops in this period"),
        "head": [gettext("Payout")],
        "rows": [[payout_id] for payout_id in facts["payout_ids"]],
        "is_quiet": True,
    }


def _euros(cents: int) -> str:
    return languages.euros(Euros(cents))
