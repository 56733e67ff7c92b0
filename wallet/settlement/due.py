"""What is due: what a settlement drawn up now would pay, and when the calendar wants it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from wallet import clock
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme
from wallet.settlement import calendars, settlements
from wallet.settlement.omissions import Selection


@dataclass(frozen=True)
class Due:
    """Of one programme, at one moment."""

    programme: Programme
    selection: Selection
    next_run: date
    is_today: bool

    @property
    def total(self) -> Euros:
        return total([debt.net for debt in self.selection.paid])


def of(
    session: Session, programme: Programme, *, now: datetime, only: Merchant | None = None
) -> Due:
    """Whom a settlement would pay now, and the first payout day from today on."""
    today = clock.day_of(now)
    next_run = calendars.on(session, programme.id, today).next_run(today)
    selection = settlements.owed(session, programme, now=now, only=only)
    return Due(programme, selection, next_run, next_run == today)
