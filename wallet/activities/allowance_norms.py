"""The untaxed maxima of the volunteer allowance: data with a date, never a constant."""

import tomllib
from datetime import date
from importlib.resources import files

from sqlalchemy import CheckConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.errors import Refused
from wallet.money import Euros

# Of somebody known by birth year only, the age is certain a year later: born in 2004, a person
# turns 21 somewhere in 2025 and is 21 on every day of 2026.
_YEARS_TO_BE_SURELY_21 = 22


class AllowanceNormMissing(Refused):
    """No norm is known for this day; without one nothing may be rewarded."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no allowance norm on {day}")
        self.day = day


class AllowanceNorm(Base):
    """What the tax office leaves untaxed, from this day until the next norm."""

    __tablename__ = "allowance_norm"
    __table_args__ = (
        CheckConstraint(
            "0 < hour_under_21_cents and hour_under_21_cents <= hour_from_21_cents", name="hour"
        ),
        CheckConstraint("0 < month_cents and month_cents <= year_cents", name="month"),
    )

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    hour_from_21: Mapped[Euros] = mapped_column("hour_from_21_cents")
    hour_under_21: Mapped[Euros] = mapped_column("hour_under_21_cents")
    month: Mapped[Euros] = mapped_column("month_cents")
    year: Mapped[Euros] = mapped_column("year_cents")
    source: Mapped[str]

    def an_hour(self, *, birth_year: int | None, year: int) -> Euros:
        """The maximum for one hour: the lower one unless the person is surely 21."""
        if birth_year is not None and year - birth_year >= _YEARS_TO_BE_SURELY_21:
            return self.hour_from_21
        return self.hour_under_21


def load_norms(session: Session) -> None:
    """Write down the norms this version knows; those in force already stay as they are."""
    text = files("wallet.activities").joinpath("allowance_norms.toml").read_text("utf-8")
    rows = [
        {
            "valid_from": norm["valid_from"],
            "hour_from_21": Euros.parse(norm["hour_from_21"]),
            "hour_under_21": Euros.parse(norm["hour_under_21"]),
            "month": Euros.parse(norm["month"]),
            "year": Euros.parse(norm["year"]),
            "source": norm["source"],
        }
        for norm in tomllib.loads(text)["norm"]
    ]
    session.execute(insert(AllowanceNorm).values(rows).on_conflict_do_nothing())


def norm_on(session: Session, day: date) -> AllowanceNorm:
    """The norm in force on a day. Raises AllowanceNormMissing."""
    norm = session.scalars(
        select(AllowanceNorm)
        .where(AllowanceNorm.valid_from <= day)
        .order_by(AllowanceNorm.valid_from.desc())
        .limit(1)
    ).first()
    if norm is None:
        raise AllowanceNormMissing(day)
    return norm
