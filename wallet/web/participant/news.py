"""What happened last in a wallet, in words for its own phone: the reason of a refusal included."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from wallet.edge import languages
from wallet.edge.session import db
from wallet.merchants import receipts
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import Reason, RefusedRedemption
from wallet.wallets import history
from wallet.wallets.history import Event, EventKind
from wallet.wallets.wallets import Wallet
from wallet.web.participant import subjects

FRESH_FOR = timedelta(minutes=2)

WHY: dict[Reason, LazyString] = {
    Reason.CODE_EXPIRED: _("Your code was too old. Show the new code."),
    Reason.CODE_ALREADY_USED: _("This code was used before. Show the new code."),
    Reason.DEVICE_BLOCKED: _("That phone is blocked. Ask your coordinator."),
    Reason.NOTHING_TO_SPEND: _("You have no coins for this shop."),
    Reason.CARD_BLOCKED: _("Your old card is blocked. Use your new card."),
    Reason.CARD_LOCKED: _("Your card is locked. Ask your coordinator."),
    Reason.CARD_PIN_WRONG: _("The PIN of your card was wrong. Try again."),
    Reason.CARD_DAY_LIMIT: _("Your card has paid its most for today."),
    Reason.OTHER_PROGRAMME: _("This shop does not take your coins. See which shops do."),
}

TOLD = {EventKind.EARNED: "earned", EventKind.RETURNED: "returned"}


def latest(wallet: Wallet, *, now: datetime) -> dict[str, Any] | None:
    """The last event of the past two minutes, as the phone shows it; nothing when all is quiet."""
    since = now - FRESH_FOR
    at_till = receipts.latest(db.session, wallet.id, since=since)
    told = _told(at_till) if at_till else None
    for event in history.events(db.session, wallet, limit=1):
        if event.kind in TOLD and event.at >= since and event.at > _instant(at_till, since):
            return _of_books(event)
    return told


def _instant(at_till: Redemption | RefusedRedemption | None, otherwise: datetime) -> datetime:
    if at_till is None:
        return otherwise
    return at_till.redeemed_at if isinstance(at_till, Redemption) else at_till.refused_at


def _told(at_till: Redemption | RefusedRedemption) -> dict[str, Any]:
    if isinstance(at_till, RefusedRedemption):
        why = WHY.get(at_till.reason, "")
        return {"id": str(at_till.id), "kind": "refused", "reason": str(why)}
    return {
        "id": str(at_till.id),
        "kind": "partly" if at_till.to_go else "paid",
        "shop": at_till.merchant.name,
        "amount": languages.euros(at_till.paid),
        "to_go": languages.euros(at_till.to_go),
    }


def _of_books(event: Event) -> dict[str, Any]:
    return {
        "id": f"{event.kind}:{event.subject}",
        "kind": TOLD[event.kind],
        "shop": subjects.names([event]).get(event.subject, ""),
        "amount": languages.euros(event.change),
    }

