"""Parties to an electronic invoice: refused with what is missing, rather than an invalid one."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.documents.ubl import Party
from wallet.errors import Refused
from wallet.identity import addresses
from wallet.identity.organisations import Organisation


class AddressMissing(Refused):
    """Street, postcode and town of both sides must stand on it (NLCIUS BR-NL-3 and BR-NL-4)."""

    def __init__(self, organisation: str) -> None:
        super().__init__(organisation)
        self.organisation = organisation


class KvkNumberMissing(Refused):
    """Both sides are known by a number (EN 16931 BR-CO-26; NLCIUS BR-NL-1 and BR-NL-10)."""

    def __init__(self, organisation: str) -> None:
        super().__init__(organisation)
        self.organisation = organisation


def of(session: Session, organisation: Organisation, *, at: datetime) -> Party:
    """An organisation as it was when the document was made.

    Raises:
        KvkNumberMissing, AddressMissing.
    """
    if organisation.kvk_number is None:
        raise KvkNumberMissing(organisation.name)
    address = addresses.find_at(session, organisation.id, at)
    if address is None:
        raise AddressMissing(organisation.name)
    return Party(
        name=organisation.name,
        kvk_number=organisation.kvk_number,
        street_line=address.street_line,
        postcode=address.postcode,
        town=address.town,
        country=address.country,
    )


def lines_of(session: Session, organisation: Organisation, *, at: datetime) -> list[str]:
    """Its address and KvK number as they stand on paper; what is not known is left out."""
    address = addresses.find_at(session, organisation.id, at)
    lines = [] if address is None else address.lines
    number = organisation.kvk_number
    return lines if number is None else [*lines, f"KvK {number}"]
