"""What the groups and lines of an evidence are called."""

from typing import Any

from flask_babel import gettext

from wallet.edge import declaration_words


def has_steps(facts: dict[str, Any]) -> bool:
    """Whether its hours are steps of ten people; the first evidences had hours of each group."""
    return "kinds" in facts


def kind(step: dict[str, Any]) -> str:
    """Whose hours a step has."""
    return str(step["kind"] or gettext("other activities"))


def activity(row: dict[str, Any], *, is_only: bool = False) -> str:
    """What a group of activities is called; the small ones together have one name."""
    if row["is_rest"] and is_only:
        return str(gettext("All activities together"))
    if row["is_rest"]:
        return str(gettext("Other activities together"))
    [label] = row["labels"]
    if not label["kind"]:
        return str(gettext("Not known"))
    return f"{label['kind']}, {label['neighbourhood']}"


def shop(row: dict[str, Any]) -> str:
    """What a group of shops is called."""
    first = row["labels"][0]
    rule = declaration_words.RULES[first["rule"]]
    if row["is_rest"]:
        kinds = gettext("several kinds of shops")
    else:
        kinds = first["category"] or gettext("when earned")
    return f"{first['fund']}, {rule}: {kinds}"


def line(row: dict[str, Any]) -> str:
    """A fund, and the rule by which it counts."""
    return f"{row['fund']}, {declaration_words.RULES[row['rule']]}"


def at_least(count: int | None) -> str:
    """How many people, rounded down to tens."""
    return str(gettext("under 10") if count is None else gettext("at least %(n)s", n=count))
