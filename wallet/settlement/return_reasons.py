"""Why a bank brings a payment back, in words.

The codes are the ExternalReturnReason1Code of ISO 20022, those that Dutch banks send. The words are
marked for the catalogues; who shows them says them in the reader's language.
"""

from wallet.notifications.letters import N_

UNTOLD = N_("The bank gives no reason.")
OTHER = N_("The bank gives code %(code)s.")

SENTENCES = {
    "AC01": N_("The account number is wrong."),
    "AC04": N_("The account is closed."),
    "AC06": N_("The account is blocked."),
    "AG01": N_("This account takes no such payments."),
    "BE04": N_("The address of the account holder is missing."),
    "CUST": N_("The account holder sent it back."),
    "FOCR": N_("It was called back."),
    "MD07": N_("The account holder has died."),
    "MS02": N_("The account holder sent it back without a reason."),
    "MS03": UNTOLD,
    "RC01": N_("The bank of the account is not known."),
}
