"""The words of every refusal, by error code: what happened, and what to do next."""

from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from wallet.edge import (
    bank_words,
    declaration_words,
    languages,
    payout_words,
    social_return_words,
)
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
    "birth-year-out-of-range": _("This birth year cannot be right: %(birth_year)s. Check it."),
    "email-already-registered": _("Somebody already uses this e-mail address. Use another one."),
    "kvk-number-malformed": _("A KvK number has eight digits. Check it."),
    "kvk-number-already-registered": _(
        "An organisation with this KvK number exists already. Use that one."
    ),
    "postcode-malformed": _("A Dutch postcode is four digits and two letters, as in 1234 AB."),
    "house-number-malformed": _("A house number begins with a digit, as in 12 or 12-a."),
    "country-unknown": _("Choose a country."),
    "address-missing": _(
        "The address of %(organisation)s is not known, and an electronic invoice needs it. Fill it"
        " in on the page Address of that organisation."
    ),
    "kvk-number-missing": _(
        "The KvK number of %(organisation)s is not known, and an electronic invoice needs it. Ask"
        " the administrator to add the organisation with its number."
    ),
    "idempotency-key-reused": _(
        "This Idempotency-Key was sent with another request. Choose a new one."
    ),
    # programmes and funds
    "programme-not-found": _("There is no such programme."),
    "programme-not-started": _("The programme has no terms yet on %(day)s. Choose a later day."),
    "fund-not-found": _("There is no such fund."),
    "request-amount-out-of-range": _("Ask for an amount from %(least)s to %(most)s."),
    "allotment-not-found": _("There is no such allotment."),
    "allotment-amount-missing": _("Fill in an amount above zero."),
    "organisation-not-in-programme": _(
        "This organisation does not take part in the programme. Ask the administrator to add it."
    ),
    "pot-too-small": _("The pot holds %(available)s. Choose at most that amount."),
    "entry-of-another-account": _(
        "These euros came in on another bank account. Choose a payment request for that account."
    ),
    "bank-entry-already-used": _(
        "These received euros are in the books already. There is nothing left to do."
    ),
    "insufficient-coins": _(
        "There are %(available)s left. %(wanted)s is too much. Choose a lower amount."
    ),
    "account-not-empty": _("There is still %(balance)s on this account. It cannot be closed."),
    "cause-already-posted": _("This was booked before, with other amounts."),
    "account-closed": _("This account is closed. Nothing more can be booked on it."),
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
    "device-proof-wrong": _("This phone is not known. Ask your coordinator."),
    "device-blocked": _("This phone is blocked. Ask your coordinator."),
    "pay-code-wrong": _("This code is not right. Show a new code."),
    "pay-code-expired": _("This code is too old. Show a new code."),
    "pay-code-already-used": _("This code was used before. Show a new code."),
    "pay-code-of-blocked-device": _("This phone is blocked. Ask your coordinator."),
    "nothing-to-spend": _("You have no coins for this shop."),
    "coins-of-other-programmes": _("This shop does not take your coins."),
    "too-many-spoken-codes": _("You asked for many codes. Show the code to be scanned."),
    # a shop, its tills and sales
    "merchant-not-found": _("There is no such shop."),
    "till-not-found": _("There is no such till."),
    # phones, tills and sales
    "enrolment-code-unknown": _("This start code is not known. Type it again."),
    "enrolment-expired": _("This start code is too old. Ask for a new one."),
    "enrolment-already-used": _("This start code was used before. Ask for a new one."),
    "pairing-code-unknown": _("This pairing code is not known. Type it again."),
    "pairing-expired": _("This pairing code is too old. Make a new one."),
    "pairing-already-used": _("This pairing code was used before. Make a new one."),
    "till-blocked": _("This till is blocked. Ask the owner of the shop."),
    "till-resting": _("This till read many wrong codes. It rests for a minute. Try again then."),
    "not-paid": _("Not paid. Ask for a new code or another way to pay."),
    "pay-code-malformed": _("A pay code has 24 digits, a spoken one 8. Type all of them."),
    "price-out-of-range": _("Choose an amount from %(lowest)s to %(highest)s."),
    "amount-malformed": _("This is not an amount in euros. Type it like 5,00."),
    "request-id-malformed": _("The till asked in a wrong way. Reload its page."),
    "request-id-reused": _("This sale was asked before at another price. Begin again."),
    "redemption-not-found": _("This sale is not known. Look at the sales of today."),
    "photo-unreadable": _("This is not a photo the till can read. Take another one."),
    "no-code-in-photo": _("There is no code in this photo. Take another one, closer."),
    # cards
    "card-number-malformed": _("A card's number has 16 digits. The first is a 9."),
    "card-not-found": _("This participant has no such card."),
    "passkey-not-found": _("This finger or face is not known."),
    "card-unknown": _("Your organisation printed no card with this number. Check every digit."),
    "card-already-handed-over": _("Somebody has this card. Take another one."),
    "card-out-of-use": _("This card is blocked. Take another one."),
    "card-of-another-programme": _("This card is of another programme. Take another one."),
    "card-sheet-not-found": _("Your organisation has no such sheet of cards."),
    "page-count-out-of-range": _("Order 1 to %(most)s pages."),
    "no-blank-cards": _("All cards of this sheet are in use. Order new ones."),
    "card-pin-needed": _("The customer types the PIN of the card."),
    "pin-not-right": _("The PIN is not right. Try again."),
    "card-cannot-pay": _("This card cannot pay. The holder can ask at the desk."),
    "card-wrong": _("There is no such card."),
    "card-not-handed-over": _("This card is in nobody's hands yet."),
    "card-blocked": _("This card is blocked."),
    "card-locked": _("This card is locked, after ten wrong PINs in a row."),
    "card-pin-wrong": _("The PIN is not right."),
    "card-day-limit-reached": _("This card has paid its most for today."),
    # PINs
    "pin-malformed": _("A PIN has %(digits)s digits."),
    "pin-missing": _("You have no PIN yet. Choose one first."),
    "pin-wrong": _("This PIN is wrong. You can try %(left)s more times."),
    "pin-locked": _("Your PIN is locked. Ask your coordinator."),
    "passkey-refused": _("Your phone did not prove it is you. Use your PIN."),
    "pin-too-simple": _("This PIN is too easy to guess. Choose another one."),
    # above the floor, and "that was not right"
    "phone-must-confirm": _("The customer is asked on the phone. Wait a moment."),
    "not-confirmed": _("Nobody said yes on the phone. Nothing was paid."),
    "phone-blocked-meanwhile": _("This phone is blocked. Ask your coordinator."),
    "confirmation-not-found": _("Your phone is asked nothing now."),
    "confirmation-over": _("You are too late. Ask at the till."),
    "sale-not-found": _("There is no such sale in your wallet."),
    "dispute-not-found": _("There is no such dispute."),
    "dispute-too-late": _("This was more than a day ago. Ask the shop."),
    "sale-reversed": _("The coins of this sale are back already."),
    "dispute-answered": _("You answered this before. You can still give the coins back."),
    "dispute-answer-missing": _("Say why, in 1 to 300 characters."),
    # terms and invitations
    "terms-not-later": _("New terms start on a later day than %(today)s."),
    "terms-out-of-range": _(
        "A coin is worth EUR 0.01 to EUR 100. Coins lapse after 1 to 120 months. "
        "A limit is at most EUR 1,000,000."
    ),
    "terms-already-announced": _(
        "Other terms start on %(valid_from)s already. Choose another day."
    ),
    "programme-already-open": _(
        "There is a programme by the name %(name)s already. Choose another name."
    ),
    "bank-account-in-use": _(
        "This bank account belongs to a programme of others. Use an account of your own."
    ),
    "organisation-not-found": _("This organisation is not in your programmes."),
    "email-malformed": _("This is no e-mail address. Check it."),
    "role-not-for-organisation": _("This organisation cannot have this role. Choose another role."),
    "already-member": _("This person has this role already. There is nothing left to do."),
    "payment-request-not-found": _("There is no such payment request."),
    "statement-file-not-found": _("There is no such statement."),
    "file-missing": _("Choose a file first."),
    # bank entries, accounts and references
    "bank-entry-not-found": _("There is no such bank entry."),
    "bank-entry-already-matched": _(
        "The books know already what this entry is. There is nothing left to do."
    ),
    "bank-entry-not-received": _(
        "These euros went out. They cannot fill a fund. Choose a settlement."
    ),
    "entry-is-not-this-payment": _(
        "This entry is not that payment. The amount or the account differs,"
        " or it was booked before."
    ),
    "iban-invalid": _("%(iban)s is not an IBAN. Check every letter and digit."),
    "reference-invalid": _("%(reference)s is not a payment reference. It begins with RF."),
    "payment-code-impossible": _("No payment code can hold this amount. Choose a lower amount."),
    # settlements
    "settlement-not-found": _("There is no such settlement."),
}

SENTENCES |= bank_words.SENTENCES
SENTENCES |= social_return_words.SENTENCES | declaration_words.SENTENCES | payout_words.SENTENCES

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
    if value in FACT_WORDS.get(name, {}):
        return FACT_WORDS[name][value]
    if isinstance(value, Euros):
        return languages.euros(value)
    if isinstance(value, date):
        return languages.day(value)
    return value
