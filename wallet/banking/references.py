"""What a payer quotes so that money finds its way: ISO 11649 references, the EPC QR payload."""

import re
import secrets

from wallet.errors import Invalid
from wallet.money import Euros

_SHAPE = re.compile(r"RF\d{2}[0-9A-Z]{1,21}")
_START = re.compile(r"(?<![0-9A-Z])R\W?F(?=[\W\d])", re.IGNORECASE)
_SEPARATORS = " \t\r\n-./"
_LONGEST = 25
_EPC_MAX_BYTES = 331
_EPC_MAX_CENTS = 99_999_999_999


class ReferenceInvalid(Invalid):
    """Not a creditor reference: its shape or its check digits are wrong."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference!r} is no RF creditor reference")
        self.reference = reference[:40]


class PaymentCodeImpossible(Invalid):
    """The QR code of EPC069-12 cannot carry this: amount out of range, or too long."""

    def __init__(self, *, amount: Euros, byte_count: int) -> None:
        super().__init__(f"{amount} in {byte_count} bytes does not fit an EPC QR code")
        self.amount = amount
        self.byte_count = byte_count


def make(body: str) -> str:
    """An ISO 11649 reference around a body of 1 to 21 letters and digits.

    Raises:
        ReferenceInvalid: the body is empty, too long or holds other characters.
    """
    reference = f"RF{98 - _remainder(body + 'RF00'):02d}{body}" if body.isalnum() else body
    return check(reference)


def draw() -> str:
    """A new reference with twelve random digits: easy to type, hard to guess."""
    return make(f"{secrets.randbelow(10**12):012d}")


def normalise(text: str) -> str:
    """A reference as it is stored: capitals, without the spaces people and banks put in."""
    return "".join(text.split()).upper()


def is_valid(reference: str) -> bool:
    """Whether a normalised reference has the right shape and check digits (modulo 97 is 1)."""
    return (
        _SHAPE.fullmatch(reference) is not None and _remainder(reference[4:] + reference[:4]) == 1
    )


def check(text: str) -> str:
    """The normalised reference.

    Raises:
        ReferenceInvalid
    """
    reference = normalise(text)
    if not is_valid(reference):
        raise ReferenceInvalid(text)
    return reference


def find_in(text: str) -> list[str]:
    """Every valid reference that free text may contain, longest reading first.

    Payers write spaces, dots and small letters, banks break lines inside a number. One text in
    a hundred passes modulo 97 by chance: a reading counts only if a request really has it.
    """
    found: dict[str, None] = {}
    for start in _START.finditer(text):
        for reading in reversed(_readings(text[start.start() :].upper())):
            if is_valid(reading):
                found.setdefault(reading)
    return list(found)


def epc_payload(*, payee: str, iban: str, amount: Euros, reference: str, bic: str = "") -> str:
    """The text of a QR code that fills in a SEPA credit transfer in a banking app.

    EPC069-12, version 002 (BIC optional), UTF-8, structured reference; at most 331 bytes.

    Raises:
        PaymentCodeImpossible: the amount is not between EUR 0.01 and EUR 999,999,999.99, or the
            whole is too long.
    """
    amount_line = f"EUR{amount.decimal}"
    lines = ["BCD", "002", "1", "SCT", bic, payee[:70], iban, amount_line, "", reference]
    payload = "\n".join(lines)
    byte_count = len(payload.encode())
    if not 0 < amount.cents <= _EPC_MAX_CENTS or byte_count > _EPC_MAX_BYTES:
        raise PaymentCodeImpossible(amount=amount, byte_count=byte_count)
    return payload


def _remainder(text: str) -> int:
    """Modulo 97 with letters read as 10 to 35 (ISO 7064)."""
    if not text.isascii():
        return 0
    return int("".join(str(int(character, 36)) for character in text)) % 97


def _readings(text: str) -> list[str]:
    """The prefixes that end where a word ends, separators left out, shortest first."""
    readings: list[str] = []
    reading = ""
    for at, character in enumerate(text):
        if character.isascii() and character.isalnum():
            reading += character
            ends = at + 1 == len(text) or not text[at + 1].isalnum()
            if ends:
                readings.append(reading)
        elif character not in _SEPARATORS:
            break
        if len(reading) > _LONGEST:
            break
    return readings
