"""What happened last in a wallet, in words for its own phone: the reason of a refusal included."""

from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from wallet.edge import languages
from wallet.edge.session import db
from wallet.merchants import confirmations, consents, receipts
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
    Reason.NOT_CONFIRMED: _("You did not say yes in time. Ask at the till."),
    Reason.DECLINED: _("You said no. Nothing was paid."),
    Reason.REVOKED: _("The shop stopped. Nothing was paid."),
    Reason.OTHER_PROGRAMME: _("This shop does not take your coins. See which shops do."),
}

TOLD = {EventKind.EARNED: "earned", EventKind.RETURNED: "returned"}


def latest(wallet: Wallet, *, now: datetime) -> dict[str, Any] | None:
    """The last event of the past two minutes, as the phone shows it; nothing when all is quiet.

    `at` in seconds since 1970: a phone that knows nothing yet takes what was before for no news.
    """
    since = now - FRESH_FOR
    last = receipts.latest(db.session, wallet.id, since=since)
    at = _instant(last, since)
    for event in history.events(db.session, wallet, limit=1):
        if event.kind in TOLD and event.at >= since and event.at > at:
            return {**_of_books(event), "at": event.at.timestamp()}
    return {**at_till(last), "at": at.timestamp()} if last else None


def _instant(last: Redemption | RefusedRedemption | None, otherwise: datetime) -> datetime:
    if last is None:
        return otherwise
    return last.redeemed_at if isinstance(last, Redemption) else last.refused_at


def at_till(answer: Redemption | RefusedRedemption) -> dict[str, Any]:
    """What came of one request of a till; after a part, what would have paid more."""
    if isinstance(answer, RefusedRedemption):
        why = WHY.get(answer.reason, "")
        return {"id": str(answer.id), "kind": "refused", "reason": str(why)}
    return {
        "id": str(answer.id),
        "kind": "partly" if answer.to_go else "paid",
        "shop": answer.merchant.name,
        "amount": languages.euros(answer.paid),
        "to_go": languages.euros(answer.to_go) if answer.to_go else "",
        "hint": _hint(answer),
        "sale_url": url_for("participant.sale", sale_id=answer.id),
    }


def _hint(paid: Redemption) -> str:
    if not consents.stopped_at_floor(db.session, paid):
        return ""
    if confirmations.may_say_yes(db.session, paid.wallet_id):
        return str(gettext("You did not say yes in time."))
    return str(gettext("To pay more at once, choose a pay PIN."))


def _of_books(event: Event) -> dict[str, Any]:
    return {
        "id": f"{event.kind}:{event.subject}",
        "kind": TOLD[event.kind],
        "shop": subjects.name(event),
        "amount": languages.euros(event.change),
    }
