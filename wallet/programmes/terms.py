"""Terms: every amount a municipality decides, with the day from which it holds."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.errors import Refused
from wallet.money import Euros


class ProgrammeNotStarted(Refused):
    """A programme has no terms yet on that day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no terms on {day}")
        self.day = day


class ProgrammeTerms(Base):
    """Never edited: new terms are a new row with a later `valid_from`."""

    __tablename__ = "programme_terms"
    __table_args__ = (
        CheckConstraint("coin_cents between 1 and 10000", name="coin"),
        CheckConstraint("lapse_months between 1 and 120", name="lapse_months"),
        CheckConstraint("confirm_above_cents >= 0", name="confirm_above"),
        CheckConstraint("second_verifier_above_cents >= 0", name="second_verifier_above"),
        CheckConstraint("month_cap_cents >= 0", name="month_cap"),
        CheckConstraint("year_cap_cents >= 0", name="year_cap"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    coin: Mapped[Euros] = mapped_column("coin_cents")
    """What one coin is worth."""
    lapse_months: Mapped[int]
    """Coins lapse at the end of the month, this many months after they were earned."""
    confirm_above: Mapped[Euros] = mapped_column("confirm_above_cents")
    """Above this price the participant confirms on the own phone."""
    second_verifier_above: Mapped[Euros | None] = mapped_column("second_verifier_above_cents")
    """Above this reward two people verify."""
    month_cap: Mapped[Euros | None] = mapped_column("month_cap_cents")
    """The programme's own limit a participant a month, where lower than the law's."""
    year_cap: Mapped[Euros | None] = mapped_column("year_cap_cents")


def terms_on(session: Session, programme_id: UUID, day: date) -> ProgrammeTerms:
    """The terms that hold on a day.

    Raises:
        ProgrammeNotStarted: none do yet.
    """
    terms = session.scalars(
        select(ProgrammeTerms)
        .where(ProgrammeTerms.programme_id == programme_id, ProgrammeTerms.valid_from <= day)
        .order_by(ProgrammeTerms.valid_from.desc())
        .limit(1)
    ).first()
    if terms is None:
        raise ProgrammeNotStarted(day)
    return terms
