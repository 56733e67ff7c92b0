"""Why a bank brings a payment back, in the language of the page."""

from flask_babel import gettext

from wallet.settlement.return_reasons import OTHER, SENTENCES, UNTOLD


def sentence(code: str | None) -> str:
    """The words for a code, and the code itself for whoever phones the bank."""
    if code is None:
        return str(gettext(UNTOLD))
    if code in SENTENCES:
        return f"{gettext(SENTENCES[code])} ({code})"
    return str(gettext(OTHER, code=code))
