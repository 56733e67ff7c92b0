"""What changes of a wallet were about: which shop or activity, when. Never who wrote it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wallet import clock
from wallet.activities import participations
from wallet.edge.session import db
from wallet.merchants import receipts
from wallet.wallets.history import Event, EventKind

AT_SHOPS = {EventKind.SPENT, EventKind.RETURNED}


@dataclass(frozen=True)
class Subject:
    """A shop or an activity. Who took part knows the day, not the minute of the verification."""

    name: str
    at: datetime
    is_whole_day: bool = False


def of(events: Iterable[Event]) -> dict[str, Subject]:
    """By the id the books know it by; coins that lapsed are about nothing."""
    listed = list(events)
    sold = receipts.by_id(db.session, _ids(listed, AT_SHOPS))
    done = participations.done(db.session, _ids(listed, {EventKind.EARNED}))
    shops = {str(id_): Subject(sale.merchant.name, sale.redeemed_at) for id_, sale in sold.items()}
    activities = {
        str(id_): Subject(name, clock.start_of(held_on), is_whole_day=True)
        for id_, (name, held_on) in done.items()
    }
    return shops | activities


def name(event: Event) -> str:
    """Nothing when it is about nothing."""
    found = of([event]).get(event.subject)
    return found.name if found else ""


def _ids(events: Iterable[Event], kinds: set[EventKind]) -> list[UUID]:
    return [UUID(event.subject) for event in events if event.kind in kinds]
