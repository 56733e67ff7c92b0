"""The words of refusals about payouts, offers, and the account numbers of shops."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: dict[str, LazyString] = {
    "nothing-to-pay-out": _("No shop is owed anything now. Try again after new sales."),
    "not-payout-day": _(
        "The next payout day is %(next_run)s. Say why shops are paid today, or wait until then."
    ),
    "off-calendar-reason-too-long": _("Say why in at most 200 characters."),
    "owed-changed": _("A sale was undone at this moment. Try again."),
    "own-settlement": _("You drew this settlement up yourself. A colleague must approve it."),
    "settlement-already-approved": _("%(approved_by)s approved this already on %(approved_at)s."),
    "settlement-not-approved": _("A colleague must approve this settlement first."),
    "payment-file-not-found": _("The payment file is not made yet."),
    "settlement-withdrawn": _("This settlement was withdrawn. Draw up a new one."),
    "calendar-out-of-range": _("Choose a weekday, and a minimum of at most %(most)s."),
    "calendar-not-later": _("A new calendar starts on a later day than %(today)s."),
    "calendar-already-decided": _(
        "Another calendar starts on %(valid_from)s already. Choose another day."
    ),
    "payout-not-found": _("There is no such payout."),
    "payout-block-not-found": _("The payouts of this shop are not blocked."),
    "block-reason-missing": _("Say why payouts are blocked, in 1 to 500 characters."),
    # offers and account numbers of shops
    "offer-not-found": _("There is no such offer."),
    "offer-price-out-of-range": _("An offer costs %(lowest)s to %(highest)s."),
    "offer-above-usual-price": _(
        "With coins it costs more than the %(usual)s others pay. Choose at most that price."
    ),
    "offer-already-decided": _(
        "This offer was approved, declined or withdrawn before. There is nothing left to do."
    ),
    "own-offer": _("You made this offer yourself. A colleague must decide."),
    "offer-decline-reason-missing": _("Say why, in 1 to 500 characters."),
    "iban-change-not-found": _("There is no such change of account number."),
    "iban-already-in-use": _("The shop is paid on this account already. Nothing changes."),
    "iban-change-under-way": _("Another change is under way. Call that one off first."),
    "own-iban-change": _("You asked for this change yourself. Somebody else must approve it."),
    "iban-change-already-decided": _(
        "This change was approved or called off before. There is nothing left to do."
    ),
    "iban-change-in-force": _(
        "This account is in use already. Ask for another change of account number."
    ),
}
