"""The words of every refusal, by error code: what happened, and what to do next."""

from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from wallet.edge import languages
from wallet.errors import WalletError
from wallet.identity.permissions import Role
from wallet.money import Euros

ROLE_NAMES: dict[Role, LazyString] = {
    Role.ADMIN: _("Administrator"),
    Role.TREASURER: _("Treasurer"),
    Role.OFFICER: _("Social Return officer"),
    Role.COORDINATOR: _("Coordinator"),
    Role.MERCHANT: _("Merchant"),
    Role.SPONSOR: _("Sponsor"),
}

SENTENCES: dict[str, LazyString] = {
    # signing in
    "sign-in-required": _("Sign in first."),
    "not-allowed": _("Somebody else may do this. Ask your organisation."),
    "membership-not-found": _("You have no such role. Sign in again."),
    "not-found": _("There is nothing here. Go back and choose again."),
    "sign-in-link-unknown": _("This link is not known. Ask for a new one."),
    "sign-in-link-expired": _("This link is too old. Ask for a new one."),
    "sign-in-link-already-used": _("This link was used before. Ask for a new one."),
    # people and organisations
    "name-missing": _("A name of 1 to 100 characters is needed."),
    "birth-year-out-of-range": _("This birth year cannot be right: %(birth_year)s."),
    "email-already-registered": _("Somebody already uses this e-mail address."),
    "kvk-number-malformed": _("A KvK number has eight digits."),
    "kvk-number-already-registered": _("An organisation with this KvK number exists already."),
    # programmes and funds
    "programme-not-found": _("There is no such programme."),
    "programme-not-started": _("The programme has no terms yet on %(day)s."),
    "fund-not-found": _("There is no such fund."),
    "request-amount-out-of-range": _("Ask for an amount from %(least)s to %(most)s."),
    "allotment-amount-missing": _("Fill in an amount above zero."),
    "organisation-not-in-programme": _("This organisation does not take part in the programme."),
    "pot-too-small": _("The pot holds %(available)s. Choose at most that amount."),
    "entry-of-another-account": _("These euros came in on another bank account."),
    "bank-entry-already-used": _("These received euros are in the books already."),
    "insufficient-coins": _("There are %(available)s left. %(wanted)s is too much."),
    "cause-already-posted": _("This was booked before, with other amounts."),
    "posting-malformed": _("The books cannot take this amount."),
    # participants, activities and participations
    "participant-not-found": _("This participant is not known to your organisation."),
    "wallet-not-found": _("There is no such wallet."),
    "activity-not-found": _("Your organisation has no such activity."),
    "participation-not-found": _("There is no such participation."),
    "reward-out-of-range": _("A reward is 1 to 1000 coins."),
    "hour-equivalent-missing": _("Fill in how long one time takes: at most 24 hours."),
    "declaration-out-of-range": _("Choose a month, and fill in an amount above zero."),
    "date-in-future": _("%(held_on)s is still to come. Choose today or an earlier day."),
    "date-too-early": _("%(held_on)s is too long ago. Choose %(earliest)s or later."),
    "hours-out-of-range": _("Fill in more than 0 and at most 24 hours."),
    "reason-missing": _("Say why, in at most 500 characters."),
    "allowance-norm-missing": _("No allowance limit is known for %(day)s. Ask the municipality."),
    "allowance-exceeded": _(
        "This goes over the allowance limit of %(allowed)s %(limit)s."
        " Received so far: %(already)s. This would add: %(wanted)s."
    ),
    "budget-empty": _(
        "Your budget is too small: %(available)s left, %(wanted)s needed."
        " Nothing was booked. Ask the treasurer for more."
    ),
    "own-participation": _("You wrote this down yourself. A colleague must verify it."),
    "already-verified": _("This was verified before. There is nothing left to do."),
    "already-rejected": _("This was rejected before. Write it down again if that was wrong."),
    # a participant's phone
    "device-not-found": _("This phone is not known."),
    "pay-code-wrong": _("This code is not right. Show a new code."),
    "pay-code-expired": _("This code is too old. Show a new code."),
    "pay-code-already-used": _("This code was used before. Show a new code."),
    "pay-code-of-blocked-device": _("This phone is blocked. Ask your coordinator."),
    "nothing-to-spend": _("You have no coins for this shop."),
    # a shop, its tills and sales
    "merchant-not-found": _("There is no such shop."),
    "till-not-found": _("There is no such till."),
    # phones, tills and sales
    "enrolment-code-unknown": _("This start code is not known. Type it again."),
    "enrolment-expired": _("This start code is too old. Ask for a new one."),
    "enrolment-already-used": _("This start code was used before. Ask for a new one."),
    "device-blocked": _("This phone is blocked. Ask your coordinator."),
    "pairing-code-unknown": _("This pairing code is not known. Type it again."),
    "pairing-expired": _("This pairing code is too old. Make a new one."),
    "pairing-already-used": _("This pairing code was used before. Make a new one."),
    "till-blocked": _("This till is blocked. Ask the owner of the shop."),
    "not-paid": _("Not paid. Ask for a new code or another way to pay."),
    "pay-code-malformed": _("A pay code has 24 digits. Scan it, or type all of them."),
    "price-out-of-range": _("Choose an amount from %(lowest)s to %(highest)s."),
    "amount-malformed": _("This is not an amount in euros. Type it like 5,00."),
    "request-id-malformed": _("The till asked in a wrong way. Reload its page."),
    "request-id-reused": _("This sale was asked before at another price. Begin again."),
    "redemption-not-found": _("This sale is not known. Look at the sales of today."),
    "photo-unreadable": _("This is not a photo the till can read. Take another one."),
    "no-code-in-photo": _("There is no code in this photo. Take another one, closer."),
}

FACT_WORDS: dict[str, dict[str, LazyString]] = {
    "limit": {"hour": _("an hour"), "month": _("a month"), "year": _("a year")}
}
"""Facts that are words themselves: by name, then by value."""


def of(error: WalletError) -> str:
    """The sentence for this error, with its facts, in the language of whoever asks."""
    sentence = SENTENCES.get(error.code)
    if sentence is None:
        return str(gettext("That is not possible now. Check what you filled in and try again."))
    return str(sentence) % {name: _readable(name, value) for name, value in error.facts.items()}


def _readable(name: str, value: Any) -> Any:
    if name in FACT_WORDS:
        return FACT_WORDS[name][value]
    if isinstance(value, Euros):
        return languages.euros(value)
    if isinstance(value, date):
        return languages.day(value)
    return value
