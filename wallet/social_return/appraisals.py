"""Appraisals: what something comes to by the rules of an authority, line by line.

What is not coins is valued here as well: a placement, hours of own staff, an invoice, a cost.
A year is 365 days and 29 February is not counted, so that a year is a year whenever it begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wallet.money import Euros
from wallet.social_return import calculations
from wallet.social_return.calculations import WHOLE_BP, Calculation, Rule
from wallet.social_return.rules import Community, RuleMissing, Rules

DAYS_A_YEAR = 365
MINUTES_AN_HOUR = 60
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Placement:
    """Somebody at work: which block, how much a week, from when until when. Never who."""

    block: str
    weekly_minutes: int
    from_on: date
    to_on: date
    """The last day, that day included."""
    bonuses: Sequence[str] = ()


def of_placement(rules: Rules, placement: Placement) -> Calculation:
    """A block pro rata by hours and duration, with its bonuses; never above full hours.

    Raises:
        RuleMissing: the table has no such block or bonus.
    """
    block = rules.block(placement.block)
    minutes = min(placement.weekly_minutes, rules.full_week_minutes)
    until = placement.to_on
    if block.most_months is not None:
        until = min(until, last_day(placement.from_on, block.most_months))
    source = rules.title
    made = calculations.begin(Rule.BLOCK, block.a_year, source=source, name=block.name)
    made = made.times(Rule.HOURS_A_WEEK, minutes, rules.full_week_minutes, source=source)
    made = made.times(
        Rule.DURATION, days_counted(placement.from_on, until), DAYS_A_YEAR, source=source
    )
    for key in placement.bonuses:
        bonus = rules.bonus(key)
        made = made.times(
            Rule.BONUS,
            WHOLE_BP + bonus.percentage_bp,
            WHOLE_BP,
            source=source,
            name=bonus.name,
            plus=bonus.amount,
        )
    return made


def of_staff_hours(rules: Rules, minutes: int, *, days: int) -> Calculation:
    """Hours of the contractor's own staff at the table's rate, on so many days.

    Raises:
        RuleMissing: the table has no rate an hour.
    """
    community = _community(rules)
    if community.an_hour is None:
        raise RuleMissing("hourly-rate")
    made = calculations.begin(Rule.COMMUNITY_HOURS, community.an_hour, source=rules.title)
    made = made.times(Rule.COMMUNITY_HOURS, minutes, MINUTES_AN_HOUR, source=rules.title)
    return _capped(made, rules, community, days)


def of_cost(rules: Rules, cost: Euros, *, days: int) -> Calculation:
    """What a community activity cost, times the factor; once, where the table names none.

    Raises:
        RuleMissing: the table does not count community activities.
    """
    community = _community(rules)
    factor_bp = WHOLE_BP if community.cost_factor_bp is None else community.cost_factor_bp
    made = calculations.begin(Rule.COMMUNITY_COST, cost, source=rules.title)
    made = made.times(Rule.COMMUNITY_COST, factor_bp, WHOLE_BP, source=rules.title)
    return _capped(made, rules, community, days)


def of_invoice(rules: Rules, without_vat: Euros) -> Calculation:
    """What was bought from a social enterprise, times the factor; once, where none is named.

    Raises:
        RuleMissing: the table does not count social procurement.
    """
    if rules.procurement is None:
        raise RuleMissing("procurement")
    named = rules.procurement.factor_bp
    factor_bp = WHOLE_BP if named is None else named
    made = calculations.begin(Rule.PROCUREMENT, without_vat, source=rules.title)
    return made.times(Rule.PROCUREMENT, factor_bp, WHOLE_BP, source=rules.title)


def largest_share(rules: Rules, target: Euros) -> Euros | None:
    """What community activities may count for together in an obligation; nothing: no limit."""
    if rules.community is None or rules.community.share_most_bp is None:
        return None
    return Euros(calculations.rounded(target.cents, rules.community.share_most_bp, WHOLE_BP))


def days_counted(from_on: date, to_on: date) -> int:
    """The days from one to another, both included, without any 29 February."""
    days = (to_on - from_on).days + 1
    leap_days = (date(year, 2, 28) + timedelta(days=1) for year in _years(from_on, to_on))
    return days - sum(day.month == 2 and from_on <= day <= to_on for day in leap_days)  # noqa: PLR2004


def last_day(from_on: date, months: int) -> date:
    """The last day of so many months that begin on this day."""
    years, month = divmod(from_on.month - 1 + months, MONTHS_A_YEAR)
    first_of_month = date(from_on.year + years, month + 1, 1)
    next_month = (first_of_month + timedelta(days=31)).replace(day=1)
    in_month = first_of_month + timedelta(days=from_on.day - 1)
    return min(in_month, next_month) - timedelta(days=1)


def _years(from_on: date, to_on: date) -> range:
    return range(from_on.year, to_on.year + 1)


def _community(rules: Rules) -> Community:
    if rules.community is None:
        raise RuleMissing("community")
    return rules.community


def _capped(made: Calculation, rules: Rules, community: Community, days: int) -> Calculation:
    """At most so much a day, and at most so much in all."""
    a_day = community.a_day_most
    if a_day is not None:
        made = made.at_most(Rule.DAY_CAP, Euros(a_day.cents * days), source=rules.title)
    return made.at_most(Rule.CAP, community.most, source=rules.title)
