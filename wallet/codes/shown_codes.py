"""What a participant shows or says at a till, told apart by its number of digits."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.codes import pay_codes, spoken_codes
from wallet.codes.pay_codes import PayCodeMalformed
from wallet.wallets.devices import Device

LENGTHS = (pay_codes.DIGITS, spoken_codes.DIGITS)


def parse(text: str) -> str:
    """The digits as scanned, or as typed in groups.

    Raises:
        PayCodeMalformed: neither the 24 digits of a pay code nor the 8 of a spoken one.
    """
    digits = "".join(text.split())
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()):
        raise PayCodeMalformed
    return digits


def use(session: Session, digits: str, *, now: datetime) -> Device:
    """Take a code, once, and say which device showed it.

    Raises:
        PayCodeWrong, PayCodeExpired, PayCodeAlreadyUsed, PayCodeOfBlockedDevice.
    """
    if len(digits) == spoken_codes.DIGITS:
        return spoken_codes.use(session, digits, now=now)
    return pay_codes.use(session, pay_codes.parse(digits), now=now)
