"""Bank account numbers (IBAN, ISO 13616), checked for length, shape and check digits."""

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from wallet.errors import Invalid


class IbanInvalid(Invalid):
    """No bank can have issued this account number."""

    def __init__(self, iban: str) -> None:
        super().__init__(f"{iban!r} is no IBAN")
        self.iban = iban[:40]


def normalise(text: str) -> str:
    """An account number as banks write it: without spaces, in capitals.

    Raises:
        IbanInvalid: a character, the length or the check digits are wrong.
    """
    try:
        return str(IBAN(text))
    except SchwiftyException as wrong:
        raise IbanInvalid(text) from wrong


def in_groups(iban: str) -> str:
    """An account number as people read it: in groups of four."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def bic_of(iban: str) -> str | None:
    """The BIC of the account's bank, where the IBAN tells it."""
    return str(bic) if (bic := IBAN(iban).bic) else None


def masked(iban: str) -> str:
    """Enough for its holder to know it by, and for nobody else to use: bank and last digits."""
    return f"{iban[:2]}.. {iban[4:8]} .... {iban[-4:]}"
