"""PINs: what one looks like, and its argon2id hash; the digits themselves are kept nowhere."""

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from wallet.errors import Invalid

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's minimum for argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane."""

_RUNS = ("01234567890", "09876543210")


class PinMalformed(Invalid):
    """A PIN is digits, and so many of them."""

    def __init__(self, *, digits: int) -> None:
        super().__init__(f"a PIN has {digits} digits")
        self.digits = digits


class PinTooSimple(Invalid):
    """The first thing anybody would try: one digit again and again, or counting."""


def check(pin: str, *, digits: int) -> str:
    """A PIN somebody wants to have, without spaces.

    Raises:
        PinMalformed: not this number of digits.
        PinTooSimple: such as 11111, 12345, 54321, or 12121.
    """
    typed = read(pin, digits=digits)
    is_run = any(typed in run for run in _RUNS)
    if is_run or typed == (typed[:2] * digits)[:digits]:
        raise PinTooSimple
    return typed


def read(pin: str, *, digits: int) -> str:
    """A PIN as somebody types it, right or wrong. Raises PinMalformed."""
    typed = "".join(pin.split())
    if len(typed) != digits or not (typed.isascii() and typed.isdigit()):
        raise PinMalformed(digits=digits)
    return typed


def make(pin: str) -> str:
    """The hash to keep, with its parameters and a fresh salt in it; takes about 20 ms."""
    return _HASHER.hash(pin)


def matches(pin_hash: str, pin: str) -> bool:
    """Whether this is the PIN the hash was made of; takes about 20 ms, right or wrong."""
    try:
        return _HASHER.verify(pin_hash, pin)
    except VerifyMismatchError:
        return False
