"""The number of a card: 16 digits beginning with 9, printed in groups of four and as a QR code.

    handle (8) | check (8)

    handle  9 and seven random digits; public, finds the card
    check   eight random digits; who made the card up cannot know them

A phone's handle begins with 1 to 8 and its pay code has 24 digits: nothing is ever both.
"""

import secrets

from wallet.errors import Invalid

DIGITS, HANDLE_DIGITS, GROUP = 16, 8, 4
FIRST_DIGIT = "9"


class CardNumberMalformed(Invalid):
    """A card's number is 16 digits, the first a 9."""


def is_one(text: str) -> bool:
    """Whether this can be a card's number: as scanned, or typed in groups."""
    digits = "".join(text.split())
    return (
        len(digits) == DIGITS
        and digits.isascii()
        and digits.isdigit()
        and digits.startswith(FIRST_DIGIT)
    )


def read(text: str) -> str:
    """The digits alone. Raises CardNumberMalformed."""
    if not is_one(text):
        raise CardNumberMalformed
    return "".join(text.split())


def draw() -> str:
    """A number nobody can guess: fifteen random digits after the first."""
    return FIRST_DIGIT + "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))


def handle_of(number: str) -> str:
    """The half of a number that finds the card."""
    return number[:HANDLE_DIGITS]


def grouped(number: str) -> str:
    """As printed.

    >>> grouped("9123456789012345")
    '9123 4567 8901 2345'
    """
    return " ".join(number[start : start + GROUP] for start in range(0, DIGITS, GROUP))
