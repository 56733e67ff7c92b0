"""What the changes of a wallet were about: the shop, or the activity. Never who wrote it down."""

from collections.abc import Iterable
from uuid import UUID

from wallet.activities import participations
from wallet.edge.session import db
from wallet.merchants import receipts
from wallet.wallets.history import Event, EventKind

AT_SHOPS = {EventKind.SPENT, EventKind.RETURNED}


def names(events: Iterable[Event]) -> dict[str, str]:
    """By the id the books know it by; coins that lapsed are about nothing."""
    listed = list(events)
    sold = [UUID(event.subject) for event in listed if event.kind in AT_SHOPS]
    done = [UUID(event.subject) for event in listed if event.kind is EventKind.EARNED]
    shops = receipts.shop_names(db.session, sold)
    activities = participations.activity_names(db.session, done)
    return {str(id_): name for id_, name in (shops | activities).items()}
