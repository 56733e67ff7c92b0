"""Terms: every amount a municipality decides, with the day from which it holds."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, take_turns
from wallet.errors import Invalid, Refused
from wallet.money import Euros

LARGEST_COIN = Euros(100_00)
LARGEST_LIMIT = Euros(1_000_000_00)
MOST_MONTHS = 120

_FLOORS: dict[UUID, tuple[date, Euros]] = {}
"""Programme -> the last day asked about, and its floor."""
MOST_SALES = 100

# What holds for cards where a municipality decides nothing else.
USUAL_CARD_PIN_ABOVE, USUAL_CARD_DAY_LIMIT = Euros(10_00), Euros(25_00)
USUAL_CARD_SALES_WITHOUT_PIN = 5


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
        CheckConstraint("confirm_above_cents between 0 and 100000000", name="confirm_above"),
        CheckConstraint(
            "second_verifier_above_cents between 0 and 100000000", name="second_verifier_above"
        ),
        CheckConstraint("month_cap_cents between 0 and 100000000", name="month_cap"),
        CheckConstraint("year_cap_cents between 0 and 100000000", name="year_cap"),
        CheckConstraint("card_pin_above_cents between 0 and 100000000", name="card_pin_above"),
        CheckConstraint("card_sales_without_pin between 0 and 100", name="card_sales_without_pin"),
        CheckConstraint("card_day_limit_cents between 1 and 100000000", name="card_day_limit"),
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
    card_pin_above: Mapped[Euros] = mapped_column("card_pin_above_cents")
    """Above this price the holder of a card types its PIN."""
    card_sales_without_pin: Mapped[int]
    """After so many sales without a PIN the next one asks for it, whatever the price."""
    card_day_limit: Mapped[Euros] = mapped_column("card_day_limit_cents")
    """What a participant pays by card in a day, at most."""


class TermsNotLater(Invalid):
    """New terms hold from a day to come: nothing changes with hindsight."""

    def __init__(self, *, valid_from: date, today: date) -> None:
        super().__init__(f"{valid_from} is not after {today}")
        self.valid_from = valid_from
        self.today = today


class TermsOutOfRange(Invalid):
    """A coin is worth EUR 0.01 to 100.00 and lapses after 1 to 120 months; no limit below zero.

    A card pays at least a cent a day, and at most 100 times without its PIN.
    """


class TermsAlreadyAnnounced(Refused):
    """There are terms from this day already."""

    def __init__(self, valid_from: date) -> None:
        super().__init__(f"terms from {valid_from} exist")
        self.valid_from = valid_from


def announce(session: Session, terms: ProgrammeTerms, *, today: date) -> ProgrammeTerms:
    """Decide what holds in a programme from a later day on; until then nothing changes.

    Raises:
        TermsNotLater, TermsOutOfRange: they make no sense.
        TermsAlreadyAnnounced: other terms begin on the same day.
    """
    if terms.valid_from <= today:
        raise TermsNotLater(valid_from=terms.valid_from, today=today)
    check(terms)
    take_turns(session, f"terms:{terms.programme_id}")
    if session.get(ProgrammeTerms, (terms.programme_id, terms.valid_from)) is not None:
        raise TermsAlreadyAnnounced(terms.valid_from)
    session.add(terms)
    session.flush()
    return terms


def of_programme(session: Session, programme_id: UUID) -> list[ProgrammeTerms]:
    """All terms of a programme, those that begin last first."""
    return list(
        session.scalars(
            select(ProgrammeTerms)
            .where(ProgrammeTerms.programme_id == programme_id)
            .order_by(ProgrammeTerms.valid_from.desc())
        )
    )


def check(terms: ProgrammeTerms) -> None:
    """Raises TermsOutOfRange."""
    limits = (
        terms.confirm_above,
        terms.second_verifier_above,
        terms.month_cap,
        terms.year_cap,
        terms.card_pin_above,
    )
    is_fine = (
        Euros(0) < terms.coin <= LARGEST_COIN
        and 1 <= terms.lapse_months <= MOST_MONTHS
        and all(limit is None or Euros(0) <= limit <= LARGEST_LIMIT for limit in limits)
        and 0 <= terms.card_sales_without_pin <= MOST_SALES
        and Euros(0) < terms.card_day_limit <= LARGEST_LIMIT
    )
    if not is_fine:
        raise TermsOutOfRange


def terms_on(session: Session, programme_id: UUID, day: date) -> ProgrammeTerms:
    """The terms that hold on a day.

    Raises:
        ProgrammeNotStarted: none do yet.
    """
    terms = find_on(session, programme_id, day)
    if terms is None:
        raise ProgrammeNotStarted(day)
    return terms


def floor_on(session: Session, programme_ids: Iterable[UUID], day: date) -> Euros:
    """The lowest amount above which one of these programmes has the phone confirm.

    A sale asks this each time. The terms of a day that has begun never change, so each process
    reads them once. A programme that has not begun pays for nothing, and has no say.
    """
    return min((_floor_on(session, each, day) for each in programme_ids), default=LARGEST_LIMIT)


def _floor_on(session: Session, programme_id: UUID, day: date) -> Euros:
    known_on, floor = _FLOORS.get(programme_id, (None, LARGEST_LIMIT))
    if known_on == day:
        return floor
    terms = find_on(session, programme_id, day)
    if terms is None:
        return LARGEST_LIMIT
    _FLOORS[programme_id] = (day, terms.confirm_above)
    return terms.confirm_above


def find_on(session: Session, programme_id: UUID, day: date) -> ProgrammeTerms | None:
    return session.scalars(
        select(ProgrammeTerms)
        .where(ProgrammeTerms.programme_id == programme_id, ProgrammeTerms.valid_from <= day)
        .order_by(ProgrammeTerms.valid_from.desc())
        .limit(1)
    ).first()
