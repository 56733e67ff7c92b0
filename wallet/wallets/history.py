"""What happened in a wallet, newest first: earned, spent, returned, lapsed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from wallet import clock
from wallet.ledger import history as ledger_history
from wallet.money import Euros, total
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet

MOST = 10_000
"""Three a day for nine years, far more than anybody does."""


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


Happened = Mapping[tuple[EventKind, str], datetime]
"""By kind and subject: when it was as its owner knows it, at the shop or the activity."""


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


def events(session: Session, wallet: Wallet, *, limit: int = 50) -> list[Event]:
    """The latest changes of this wallet, as they were booked."""
    purse_ids = [purse.id for purse in wallets.purses(session, wallet)]
    if not purse_ids:
        return []
    lines = ledger_history.lines(session, purse_ids, limit=limit)
    return [_event(line) for line in lines]


def month(session: Session, wallet: Wallet, day: date, *, happened: Happened) -> Month:
    """The month that holds this day, by when things happened and not by when they were booked.

    A sale at midnight is booked a moment later, an activity when a colleague has confirmed it.
    """
    first_on = day.replace(day=1)
    after = (first_on + timedelta(days=31)).replace(day=1)
    since, before = clock.start_of(first_on), clock.start_of(after)
    known = [
        replace(event, at=happened.get((event.kind, event.subject), event.at))
        for event in events(session, wallet, limit=MOST)
    ]
    known.sort(key=lambda event: event.at, reverse=True)
    earlier = next((event for event in known if event.at < since), None)
    return Month(
        first_on,
        [event for event in known if since <= event.at < before],
        clock.day_of(earlier.at).replace(day=1) if earlier else None,
        after if known and known[0].at >= before else None,
    )


def _event(line: ledger_history.Line) -> Event:
    noun, subject = line.cause.split(":")[:2]
    return Event(line.posted_at, _KIND_OF_CAUSE[noun], line.change, subject)
