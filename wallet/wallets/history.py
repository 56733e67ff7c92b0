"""What happened in a wallet, newest first: earned, spent, returned, lapsed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from wallet.ledger import history as ledger_history
from wallet.money import Euros
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet


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


def events(session: Session, wallet: Wallet, *, limit: int = 50) -> list[Event]:
    """The latest changes of this wallet."""
    purse_ids = [purse.id for purse in wallets.purses(session, wallet)]
    if not purse_ids:
        return []
    return [_event(line) for line in ledger_history.lines(session, purse_ids, limit=limit)]


def _event(line: ledger_history.Line) -> Event:
    noun, subject = line.cause.split(":")[:2]
    return Event(line.posted_at, _KIND_OF_CAUSE[noun], line.change, subject)
