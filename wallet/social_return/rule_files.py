"""Rule files: valuation tables as readable TOML, those of the package and an authority's own.

Amounts are whole euros or text such as "12.50"; percentages and factors are text: "5", "1.5".
A number with a point is refused: TOML would make a float of it.
"""

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from wallet.errors import Invalid
from wallet.money import Euros
from wallet.social_return.calculations import WHOLE_BP
from wallet.social_return.rules import (
    Base,
    Block,
    Bonus,
    Community,
    ContractKind,
    Percentage,
    Procurement,
    Rules,
)

MINUTES_AN_HOUR = 60


class RuleFileMalformed(Invalid):
    """A rule file names its table and source, and every amount in it is exact."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def shipped() -> dict[str, str]:
    """The tables that come with this version: key -> the text of the file."""
    folder = files("wallet.social_return").joinpath("valuation_rules")
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return {
        file.name.removesuffix(".toml"): file.read_text("utf-8")
        for file in sorted(found, key=lambda file: file.name)
    }


@lru_cache(maxsize=128)
def read(text: str) -> Rules:
    """The table in this file. Raises RuleFileMalformed."""
    try:
        return _rules(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise RuleFileMalformed(str(error)) from error


def _rules(table: dict[str, Any]) -> Rules:
    hours = table.pop("full_week_hours", 36)
    parts: dict[str, Any] = {
        "percentages": tuple(_percentage(one) for one in table.pop("percentage", [])),
        "blocks": tuple(_block(one) for one in table.pop("block", [])),
        "bonuses": tuple(_bonus(one) for one in table.pop("bonus", [])),
        "procurement": _procurement(table.pop("procurement", None)),
        "community": _community(table.pop("community", None)),
        "withholding_bp": _share(table.pop("withholding", None)),
        "check": tuple(table.pop("check", [])),
        "full_week_minutes": _whole(hours) * MINUTES_AN_HOUR,
    }
    _check_unique([one.key for one in (*parts["blocks"], *parts["bonuses"])])
    for name in ("name", "edition", "source", "read_on"):
        if not isinstance(table[name], str) or not table[name]:
            raise TypeError(f"{name} is a text")
    if not isinstance(table.get("valid_from"), date | None):
        raise TypeError("valid_from is a day")
    return Rules(**table | parts)


def _percentage(one: dict[str, Any]) -> Percentage:
    return Percentage(
        percentage_bp=_needed(_share(one["percent"])),
        base=Base(one.get("base", Base.CONTRACT_SUM)),
        kind=ContractKind(one["kind"]) if "kind" in one else None,
        from_sum=_euros(one.get("from_sum", 0)) or Euros(0),
        labour_below_bp=_share(one.get("labour_below_percent")),
        cap=_euros(one.get("cap")),
    )


def _block(one: dict[str, Any]) -> Block:
    months = one.get("most_months")
    return Block(
        key=one["key"],
        name=one["name"],
        a_year=_euros(one["a_year"]) or Euros(0),
        most_months=None if months is None else _whole(months),
    )


def _bonus(one: dict[str, Any]) -> Bonus:
    return Bonus(
        key=one["key"],
        name=one["name"],
        percentage_bp=_share(one.get("percent")) or 0,
        amount=_euros(one.get("amount")) or Euros(0),
    )


def _procurement(one: dict[str, Any] | None) -> Procurement | None:
    if one is None:
        return None
    return Procurement(factor_bp=_factor(one.get("factor")), suppliers=one.get("suppliers", ""))


def _community(one: dict[str, Any] | None) -> Community | None:
    if one is None:
        return None
    return Community(
        stated=one.get("stated", ""),
        cost_factor_bp=_factor(one.get("cost_factor")),
        an_hour=_euros(one.get("an_hour")),
        a_day_most=_euros(one.get("a_day_most")),
        most=_euros(one.get("most")),
        share_most_bp=_share(one.get("share_most_percent")),
    )


def _euros(value: object) -> Euros | None:
    if value is None:
        return None
    return Euros.parse(value) if isinstance(value, str) else Euros(_whole(value) * 100)


def _share(value: object) -> int | None:
    """A percentage as basis points: "2.5" is 250."""
    if value is None:
        return None
    bp = Euros.parse(_text(value)).cents
    if not 0 < bp <= WHOLE_BP:
        raise ValueError(f"{value} % is not between 0 and 100 %")
    return bp


def _factor(value: object) -> int | None:
    """A factor as basis points: "1.5" is 15,000."""
    return None if value is None else Euros.parse(_text(value)).cents * (WHOLE_BP // 100)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} stands between quotes")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _needed(value: int | None) -> int:
    if value is None:
        raise ValueError("a percentage is missing")
    return value


def _check_unique(keys: list[str]) -> None:
    if len(set(keys)) < len(keys):
        raise ValueError("two blocks or bonuses have the same key")
