"""The words of refusals about the bank's files, euros that go back, and the end of a programme."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: dict[str, LazyString] = {
    # the bank's statements: each names the line of the file and the element
    "statement-too-large": _(
        "Line %(line)s, element %(element)s: the file is too large."
        " It has %(byte_count)s bytes, at most %(limit)s can be taken in. Ask the bank for one day."
    ),
    "statement-broken": _(
        "Line %(line)s, element %(element)s: this is not a whole bank file."
        " Download it from the bank again."
    ),
    "statement-carries-dtd": _(
        "Line %(line)s, element %(element)s: the file declares a document type (DTD)."
        " A bank never does. Download it from the bank again."
    ),
    "statement-of-unknown-kind": _(
        "Line %(line)s, element %(element)s: this is no camt.053.001.02 or .08, and no MT940."
        " Choose one of those at the bank. Found: %(found)s."
    ),
    "statement-element-missing": _(
        "Line %(line)s: the element %(element)s is missing. Download the file from the bank again."
    ),
    "statement-element-wrong": _(
        "Line %(line)s, element %(element)s: it cannot be “%(found)s”."
        " Download the file from the bank again."
    ),
    "statement-not-in-euros": _(
        "Line %(line)s, element %(element)s: an amount in %(currency)s. Only euros can be taken in."
    ),
    "statement-does-not-add-up": _(
        "Line %(line)s, element %(element)s: it does not add up. Opening %(opening)s and entries"
        " of %(entries)s do not make %(closing)s. Ask the bank."
    ),
    "statement-entry-twice": _(
        "Line %(line)s, element %(element)s: the bank's reference %(entry_reference)s is there"
        " twice. Ask the bank."
    ),
    "statement-of-another-account": _(
        "Line %(line)s, element %(element)s: %(iban)s is not an account of your programmes."
    ),
    "statement-contradicts-earlier": _(
        "Line %(line)s, element %(element)s: %(reference)s was %(earlier)s on %(booked_on)s in an"
        " earlier file, and is something else here. Ask the bank."
    ),
    "statement-in-another-format": _(
        "Line %(line)s, element %(element)s: %(from_on)s to %(to_on)s came in before in another"
        " format (camt.053 or MT940). The same day from both would count twice. Keep to one format."
    ),
    # euros that go back, and the end of a programme
    "ending-not-found": _("This programme does not end."),
    "ending-dates-out-of-order": _(
        "The last day to spend is at least %(days)s days from now, and after the last reward."
    ),
    "ending-reason-missing": _("Say why it ends, in 1 to 300 characters."),
    "ending-already-announced": _(
        "People were told already that it ends on %(spend_until)s. That day stays."
    ),
    "programme-ending": _(
        "The programme ends: no rewards after %(since)s. Coins can be spent until %(spend_until)s."
    ),
    "programme-not-over": _("Coins can still be spent. Try again after the last day."),
    "amount-not-left": _("Of this entry %(left)s is left. Choose an amount up to that."),
    "repayment-not-found": _("There is no such repayment."),
    "repayment-reason-missing": _("Say why it goes back, in 1 to 140 characters."),
    "own-repayment": _("You drew this repayment up yourself. A colleague must approve it."),
    "repayment-already-decided": _(
        "This repayment was approved or put aside before. There is nothing left to do."
    ),
    "repayment-order-not-found": _("The payment file is not made yet."),
    "repayment-not-approved": _("A colleague must approve this repayment first."),
    "entry-is-not-this-repayment": _(
        "This debit is not that repayment: another amount, or it was seen before."
    ),
}
