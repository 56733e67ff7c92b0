"""What changes of a wallet were about: which shop or activity, when. Never who wrote it down."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wallet import clock
from wallet.activities import participations
from wallet.edge.session import db
from wallet.merchants import receipts
from wallet.wallets.history import Event, EventKind, Happened

AT_SHOPS = {EventKind.SPENT, EventKind.RETURNED}


@dataclass(frozen=True)
class Subject:
    """A shop or an activity. Who took part knows the day, not the minute of the verification."""

    name: str
    is_whole_day: bool = False


def of(events: Iterable[Event]) -> dict[str, Subject]:
    """By the id the books know it by; coins that lapsed are about nothing."""
    listed = list(events)
    sold = receipts.by_id(db.session, _ids(listed, AT_SHOPS))
    done = participations.done(db.session, _ids(listed, {EventKind.EARNED}))
    shops = {str(id_): Subject(sale.merchant.name) for id_, sale in sold.items()}
    activities = {str(id_): Subject(name, is_whole_day=True) for id_, name in done.items()}
    return shops | activities


def happened(wallet_id: UUID) -> Happened:
    """When each sale, reversal and activity of this wallet was; of an activity, its day."""
    of_kinds = {
        EventKind.SPENT: receipts.sold_at(db.session, wallet_id),
        EventKind.RETURNED: receipts.reversed_at(db.session, wallet_id),
        EventKind.EARNED: {
            id_: clock.start_of(held_on)
            for id_, held_on in participations.held_on(db.session, wallet_id).items()
        },
    }
    return {(kind, str(id_)): at for kind, found in of_kinds.items() for id_, at in found.items()}


def name(event: Event) -> str:
    """Nothing when it is about nothing."""
    found = of([event]).get(event.subject)
    return found.name if found else ""


def _ids(events: Iterable[Event], kinds: set[EventKind]) -> list[UUID]:
    return [UUID(event.subject) for event in events if event.kind in kinds]
