"""What kinds, bases and steps of a calculation are called on pages."""

from decimal import Decimal

from babel.numbers import format_decimal
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _

from wallet.edge import languages
from wallet.social_return.calculations import Line, Rule
from wallet.social_return.contract_reports import ReportKind
from wallet.social_return.efforts import EffortKind
from wallet.social_return.rules import Base, ContractKind

KINDS: dict[ContractKind, LazyString] = {
    ContractKind.WORKS: _("Works"),
    ContractKind.SERVICES: _("Services"),
    ContractKind.SUPPLIES: _("Supplies"),
}
BASES: dict[Base, LazyString] = {
    Base.CONTRACT_SUM: _("Contract sum"),
    Base.INVOICED_TURNOVER: _("Invoiced turnover"),
    Base.WAGE_SUM: _("Wage sum"),
}
EFFORTS: dict[EffortKind, LazyString] = {
    EffortKind.PLACEMENT: _("Somebody at work"),
    EffortKind.STAFF_HOURS: _("Hours of own staff"),
    EffortKind.INVOICE: _("Bought from a social enterprise"),
    EffortKind.COST: _("Cost of a community activity"),
}
REPORTS: dict[ReportKind, LazyString] = {
    ReportKind.FIRST: _("First report"),
    ReportKind.INTERIM: _("Interim report"),
    ReportKind.FINAL: _("Final report"),
}
STEPS: dict[Rule, LazyString] = {
    Rule.CONTRACT_PERCENTAGE: _("Percentage of the contract"),
    Rule.CONTRACT_CAP: _("At most this a contract"),
    Rule.BLOCK: _("Building block"),
    Rule.HOURS_A_WEEK: _("By hours a week"),
    Rule.DURATION: _("By duration in days"),
    Rule.BONUS: _("Bonus"),
    Rule.PROCUREMENT: _("Social procurement, without VAT"),
    Rule.COMMUNITY_COST: _("Cost of a community activity"),
    Rule.COMMUNITY_HOURS: _("Hours of own staff"),
    Rule.DAY_CAP: _("At most this a day"),
    Rule.CAP: _("At most this in all"),
    Rule.SHARE_CAP: _("At most this share of what is owed"),
}
BEGINNINGS: dict[Rule, LazyString] = {
    Rule.CONTRACT_PERCENTAGE: _("What the percentage is of"),
    Rule.COMMUNITY_HOURS: _("Rate an hour"),
}
"""What the line a calculation begins with is called, where that is another thing."""
IN_MINUTES = {Rule.HOURS_A_WEEK, Rule.COMMUNITY_HOURS}
"""Counted in minutes; people read hours, and quarters of them."""
AN_HOUR, QUARTER = 60, 15
WHOLE_BP = 10_000


def what(line: Line) -> str:
    """What a step is about."""
    named = STEPS[line.rule]
    if is_beginning(line):
        named = BEGINNINGS.get(line.rule, named)
    return f"{named}: {line.name}" if line.name else str(named)


def how(line: Line) -> str:
    """The step itself, as somebody would key it in: `x 5%`, `x 24 / 36`, `at most EUR 300`."""
    if line.most is not None:
        return str(_("at most %(most)s", most=languages.euros(line.most)))
    said = []
    if line.numerator != line.denominator:
        said.append(f"\N{MULTIPLICATION SIGN} {_ratio(line)}")
    if line.plus:
        said.append(f"+ {languages.euros(line.plus)}")
    return " ".join(said)


def is_beginning(line: Line) -> bool:
    """Whether a line only says where the calculation begins."""
    return not how(line) and line.base == line.result


def _ratio(line: Line) -> str:
    if line.rule is Rule.CONTRACT_PERCENTAGE:
        return f"{_decimal(Decimal(line.numerator) / 100)}%"
    if line.denominator == WHOLE_BP:
        return _decimal(Decimal(line.numerator) / WHOLE_BP)
    numerator, denominator = Decimal(line.numerator), Decimal(line.denominator)
    if line.rule in IN_MINUTES and numerator % QUARTER == denominator % QUARTER == 0:
        numerator, denominator = numerator / AN_HOUR, denominator / AN_HOUR
    if denominator == 1:
        return _decimal(numerator)
    return f"{_decimal(numerator)} / {_decimal(denominator)}"


def _decimal(number: Decimal) -> str:
    return str(format_decimal(number, locale=get_locale() or "nl"))
