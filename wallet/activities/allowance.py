"""The allowance limits that keep a reward untaxed: by the hour, the month and the year.

All organisations count together, and what is received elsewhere counts too. A reward counts in
the month in which the participant took part.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from wallet.activities import allowances_elsewhere
from wallet.activities.activities import MINUTES_AN_HOUR
from wallet.activities.allowance_norms import AllowanceNorm, norm_on
from wallet.activities.outcomes import Reward
from wallet.database import take_turns
from wallet.errors import Refused
from wallet.money import Euros, total
from wallet.programmes.terms import ProgrammeTerms
from wallet.wallets.wallets import Wallet

Limit = Literal["hour", "month", "year"]

WARNING_PERCENT = 80


class AllowanceExceeded(Refused):
    """With this reward the participant would receive more than stays untaxed."""

    def __init__(self, *, limit: Limit, allowed: Euros, already: Euros, wanted: Euros) -> None:
        super().__init__(f"{limit}: {already} of {allowed} received, {wanted} wanted")
        self.limit = limit
        self.allowed = allowed
        self.already = already
        self.wanted = wanted


@dataclass(frozen=True)
class Used:
    """How much of a limit is received already."""

    limit: Limit
    allowed: Euros
    already: Euros

    @property
    def percent(self) -> int:
        """The share used, rounded down; 100 where nothing is allowed."""
        return self.already.cents * 100 // self.allowed.cents if self.allowed else 100

    @property
    def is_warning(self) -> bool:
        return self.percent >= WARNING_PERCENT

    def check(self, wanted: Euros) -> None:
        if self.already + wanted > self.allowed:
            raise AllowanceExceeded(
                limit=self.limit, allowed=self.allowed, already=self.already, wanted=wanted
            )


def check(
    session: Session,
    wallet: Wallet,
    *,
    held_on: date,
    minutes: int,
    reward: Euros,
    terms: ProgrammeTerms,
) -> None:
    """Let this reward through if every limit keeps it untaxed.

    Rewards of one wallet take turns until their transaction ends, so that two organisations
    at the same second cannot both use what is left.

    Raises:
        AllowanceExceeded: names the limit, what it allows, was received, and was wanted.
        AllowanceNormMissing: no norm is known for the day.
    """
    take_turns(session, f"allowance:{wallet.id}")
    norm = norm_on(session, held_on)
    an_hour = norm.an_hour(birth_year=wallet.person.birth_year, year=held_on.year)
    allowed = Euros(an_hour.cents * minutes // MINUTES_AN_HOUR)
    Used("hour", allowed, Euros(0)).check(reward)
    for used in _received(session, wallet.id, held_on, _limits(norm, terms)):
        used.check(reward)


def usage(session: Session, wallet: Wallet, day: date, terms: ProgrammeTerms) -> list[Used]:
    """How much of the month's and the year's limit is used; `is_warning` from 80 % on."""
    return _received(session, wallet.id, day, _limits(norm_on(session, day), terms))


def _limits(norm: AllowanceNorm, terms: ProgrammeTerms) -> tuple[Euros, Euros]:
    """The month's and the year's limit: the law's, or the programme's own lower one."""
    month = norm.month if terms.month_cap is None else min(norm.month, terms.month_cap)
    year = norm.year if terms.year_cap is None else min(norm.year, terms.year_cap)
    return month, year


def _received(
    session: Session, wallet_id: UUID, day: date, limits: tuple[Euros, Euros]
) -> list[Used]:
    rewarded = _rewards_by_month(session, wallet_id, day.year)
    elsewhere = allowances_elsewhere.by_month(session, wallet_id, day.year)
    nothing = Euros(0)
    this_month = rewarded.get(day.month, nothing) + elsewhere.get(day.month, nothing)
    this_year = total([*rewarded.values(), *elsewhere.values()])
    return [Used("month", limits[0], this_month), Used("year", limits[1], this_year)]


def _rewards_by_month(session: Session, wallet_id: UUID, year: int) -> dict[int, Euros]:
    month = extract("month", Reward.held_on)
    rows = session.execute(
        select(month, func.sum(Reward.amount))
        .where(
            Reward.wallet_id == wallet_id,
            Reward.held_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(month)
    )
    return {int(number): amount for number, amount in rows}
