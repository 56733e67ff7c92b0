"""Why a bank brings a payment back, in words.

The codes are the ExternalReturnReason1Code of ISO 20022, those that Dutch banks send.
"""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

SENTENCES: dict[str, LazyString] = {
    "AC01": _("The account number is wrong."),
    "AC04": _("The account is closed."),
    "AC06": _("The account is blocked."),
    "AG01": _("This account takes no such payments."),
    "BE04": _("The address of the account holder is missing."),
    "CUST": _("The account holder sent it back."),
    "FOCR": _("It was called back."),
    "MD07": _("The account holder has died."),
    "MS02": _("The account holder sent it back without a reason."),
    "MS03": _("The bank gives no reason."),
    "RC01": _("The bank of the account is not known."),
}


def sentence(code: str | None) -> str:
    """The words for a code, and the code itself for whoever phones the bank."""
    if code is None:
        return str(SENTENCES["MS03"])
    if code in SENTENCES:
        return f"{SENTENCES[code]} ({code})"
    return str(gettext("The bank gives code %(code)s.", code=code))
