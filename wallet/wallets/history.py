"""What happened in a wallet, newest first: earned, spent, returned, lapsed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from wallet import clock
from wallet.ledger import history as ledger_history
from wallet.money import Euros, total
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet

MOST_A_MONTH = 1_000
"""Thirty a day, far more than anybody does."""


class EventKind(StrEnum):
    """What changed the balance, as the participant would say it."""

    EARNED = "earned"
    SPENT = "spent"
    RETURNED = "returned"
    LAPSED = "lapsed"


_KIND_OF_CAUSE = {
    "reward": EventKind.EARNED,
    "redemption": EventKind.SPENT,
    "reversal": EventKind.RETURNED,
    "lapse": EventKind.LAPSED,
}


@dataclass(frozen=True)
class Event:
    """One change; `subject` is the id of the participation, redemption or purse it is about."""

    at: datetime
    kind: EventKind
    change: Euros
    subject: str


@dataclass(frozen=True)
class Month:
    """What happened in one calendar month of Amsterdam, newest first; `first_on` is its first day.

    `earlier` is the month before it in which anything happened; `later` the next, if it is not
    the last.
    """

    first_on: date
    events: list[Event]
    earlier: date | None
    later: date | None

    @property
    def earned(self) -> Euros:
        return total([event.change for event in self.events if event.kind is EventKind.EARNED])

    @property
    def spent(self) -> Euros:
        """What shops kept: paid, less what came back."""
        at_shops = {EventKind.SPENT, EventKind.RETURNED}
        return -total([event.change for event in self.events if event.kind in at_shops])


def events(
    session: Session,
    wallet: Wallet,
    *,
    limit: int = 50,
    since: datetime | None = None,
    before: datetime | None = None,
) -> list[Event]:
    """The latest changes of this wallet in [since, before)."""
    purse_ids = [purse.id for purse in wallets.purses(session, wallet)]
    if not purse_ids:
        return []
    lines = ledger_history.lines(session, purse_ids, limit=limit, since=since, before=before)
    return [_event(line) for line in lines]


def month(session: Session, wallet: Wallet, day: date) -> Month:
    """The month that holds this day."""
    first_on = day.replace(day=1)
    after = (first_on + timedelta(days=31)).replace(day=1)
    since, before = clock.start_of(first_on), clock.start_of(after)
    earlier = events(session, wallet, limit=1, before=since)
    return Month(
        first_on,
        events(session, wallet, limit=MOST_A_MONTH, since=since, before=before),
        clock.day_of(earlier[0].at).replace(day=1) if earlier else None,
        after if events(session, wallet, limit=1, since=before) else None,
    )


def _event(line: ledger_history.Line) -> Event:
    noun, subject = line.cause.split(":")[:2]
    return Event(line.posted_at, _KIND_OF_CAUSE[noun], line.change, subject)
