"""Settlements: what a programme owes its merchants; one draws it up, another approves."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from wallet.clock import day_of
from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.funds import funds
from wallet.identity.people import Person
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme
from wallet.settlement import balances, calendars, omissions, payouts
from wallet.settlement.omissions import Selection
from wallet.settlement.payouts import Payout

LONGEST_REASON = 200


class SettlementNotFound(NotFound):
    """No such settlement, or it is somebody else's."""


class NothingToPayOut(Refused):
    """No merchant of this programme is owed anything."""


class NotPayoutDay(Refused):
    """The calendar pays on another day; one that says why may pay today."""

    def __init__(self, *, next_run: date) -> None:
        super().__init__(f"the next payout day is {next_run}")
        self.next_run = next_run


class OffCalendarReasonTooLong(Invalid):
    """Why it is paid on another day is said in at most 200 printable characters."""


class Settlement(Base):
    """The payouts of a programme of one moment. Its maker may not approve it.

    `off_calendar_reason` says why it was drawn up on another day than the calendar's.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("id", "drawn_up_by_id"),
        CheckConstraint(
            "length(off_calendar_reason) between 1 and 200", name="off_calendar_reason"
        ),
    )

    id: Mapped[Key]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    drawn_up_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    drawn_up_at: Mapped[datetime]
    off_calendar_reason: Mapped[str | None]

    programme: Mapped[Programme] = relationship()
    drawn_up_by: Mapped[Person] = relationship()
    payouts: Mapped[list[Payout]] = relationship(order_by=Payout.payee, viewonly=True)

    @property
    def total(self) -> Euros:
        return total([payout.amount for payout in self.payouts])


def draw_up(
    session: Session, programme: Programme, *, by: Person, now: datetime, reason: str = ""
) -> Settlement:
    """Set aside what every merchant is owed, over all funds of the programme, and write it down.

    A merchant that reversals left in debt in one fund is paid that much less from the others. Who
    is owed something and not paid is written down too. On another day than the calendar's it takes
    a `reason`; on the day itself none is kept.

    Raises:
        NotPayoutDay, OffCalendarReasonTooLong
        NothingToPayOut
        OwedChanged: a sale was undone at the same moment; nothing is drawn up.
    """
    off_calendar = _why_today(session, programme, reason, day_of(now))
    take_turns(session, f"settlement:{programme.id}")
    selection = owed(session, programme, now=now)
    if not selection.paid:
        raise NothingToPayOut(programme.id)
    settlement = Settlement(
        programme=programme, drawn_up_by=by, drawn_up_at=now, off_calendar_reason=off_calendar
    )
    session.add(settlement)
    session.flush()
    for debt in selection.paid:
        account = selection.accounts[debt.merchant.id]
        payouts.set_aside(session, settlement.id, debt, account, now=now)
    omissions.write_down(session, settlement.id, selection.omitted)
    session.refresh(settlement, ["payouts"])
    return settlement


def owed(
    session: Session, programme: Programme, *, now: datetime, only: Merchant | None = None
) -> Selection:
    """What a settlement drawn up now would pay, merchant by merchant, and whom it would not."""
    books = [fund.book_id for fund in funds.of_programme(session, programme.id)]
    return omissions.select_from(
        session, programme, balances.owed(session, books, only=only), now=now
    )


def _why_today(session: Session, programme: Programme, reason: str, today: date) -> str | None:
    """Raises NotPayoutDay, OffCalendarReasonTooLong."""
    said = " ".join(reason.split())
    if not said.isprintable() or len(said) > LONGEST_REASON:
        raise OffCalendarReasonTooLong
    next_run = calendars.on(session, programme.id, today).next_run(today)
    if next_run == today:
        return None
    if not said:
        raise NotPayoutDay(next_run=next_run)
    return said


def get(session: Session, settlement_id: UUID) -> Settlement:
    """Raises SettlementNotFound."""
    settlement = session.get(Settlement, settlement_id)
    if settlement is None:
        raise SettlementNotFound(settlement_id)
    return settlement


def get_operated_by(session: Session, organisation_id: UUID, settlement_id: UUID) -> Settlement:
    """One of this operator's own settlements. Raises SettlementNotFound."""
    settlement = get(session, settlement_id)
    if settlement.programme.operator_id != organisation_id:
        raise SettlementNotFound(settlement_id)
    return settlement


def operated_by(
    session: Session, organisation_id: UUID, *, skip: int = 0, most: int | None = None
) -> list[Settlement]:
    """The settlements of an operator's programmes, newest first; all, or some of them."""
    return list(
        session.scalars(
            select(Settlement)
            .join(Settlement.programme)
            .options(selectinload(Settlement.payouts))
            .where(Programme.operator_id == organisation_id)
            .order_by(Settlement.drawn_up_at.desc(), Settlement.id)
            .offset(skip)
            .limit(most)
        )
    )
