"""The words of refusals about declarations, their assessment, and statements."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: dict[str, LazyString] = {
    "declaration-not-found": _("There is no such declaration."),
    "period-not-over": _("Choose today or an earlier day. What is to come cannot be declared."),
    "earlier-declaration-waiting": _(
        "The authority still has to assess your last declaration. Declare again after that."
    ),
    "nothing-sealed": _("The books are not sealed yet. Try again in two minutes."),
    "already-assessed": _("This declaration was assessed before. There is nothing left to do."),
    "own-declaration": _("You handed this in yourself. A colleague must assess it."),
    "approved-out-of-range": _("Approve an amount from nothing to %(declared)s."),
    "reason-for-less-missing": _("You approve less than was declared. Say why."),
    "recognised-already": _("This shop is recognised on some of these days. Choose other days."),
    "taken-over-already": _("One of these contracts was taken over before. Choose another one."),
    "takeover-out-of-range": _("Choose a day while the contract runs, and another contract."),
    # statements
    "statement-not-found": _("No statement has this number and this check. Look at both again."),
    "statement-stands": _(
        "Statement %(number)s about this contract is valid. Withdraw that one first."
    ),
    "words-missing": _("Write the text of the statement, in at most 2000 characters."),
    "signing-key-missing": _(
        "This installation has no key to sign with. Ask who runs it to set one."
    ),
    "declarations-waiting": _("A declaration is still to be assessed. Assess it first."),
    "reversals-not-declared": _(
        "Something that counted was undone since. Ask the contractor for one more declaration."
    ),
    "contract-taken-over": _(
        "Another contractor goes on with this contract. Issue the statement there."
    ),
    "already-withdrawn": _("This statement was withdrawn before. There is nothing left to do."),
    "own-statement": _("You issued this statement yourself. A colleague must withdraw it."),
    "withdrawal-reason-missing": _("Say why, in 1 to 500 characters."),
}

RULES: dict[str, LazyString] = {
    "community-activity": _("Community activity"),
    "social-procurement": _("Social procurement"),
}
LIMITS: dict[str, LazyString] = {
    "plan-cap": _("above the maximum of the plan"),
    "plan-share": _("above the largest share of the plan"),
    "community-share": _("above the largest share of community activities"),
    "target": _("the contract is filled"),
}
"""Why not the whole value counts."""
