"""Addresses of organisations, for the documents that must show them.

The last one written holds. A document shows the one of the day it is about, so it never changes;
only what was asked before any address was known shows the first.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.errors import Invalid
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person, check_name

HOME = "NL"
COUNTRIES = (
    HOME, "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""ISO 3166-1 alpha-2: the countries SEPA payments are made with, ours first."""

LONGEST_POSTCODE = 12
LONGEST_HOUSE_NUMBER = 20
_DUTCH_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})", re.ASCII)


class PostcodeMalformed(Invalid):
    """A Dutch postcode is four digits and two letters; no postcode is longer than 12."""


class HouseNumberMalformed(Invalid):
    """A house number begins with a digit and has at most 20 characters."""


class CountryUnknown(Invalid):
    """Not a country payments are made with."""


@dataclass(frozen=True)
class Address:
    """Street with number, postcode, town, and the country by two letters."""

    street: str
    house_number: str
    postcode: str
    town: str
    country: str = HOME


class OrganisationAddress(Base):
    """Where an organisation is, as somebody wrote it down at a moment."""

    __tablename__ = "organisation_address"
    __table_args__ = (
        CheckConstraint("length(street) between 1 and 100", name="street"),
        CheckConstraint("house_number ~ '^[0-9].{0,19}$'", name="house_number"),
        CheckConstraint(
            "length(postcode) between 1 and 12"
            " and (country <> 'NL' or postcode ~ '^[1-9][0-9]{3} [A-Z]{2}$')",
            name="postcode",
        ),
        CheckConstraint("length(town) between 1 and 100", name="town"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    street: Mapped[str]
    house_number: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    country: Mapped[str]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]

    @property
    def street_line(self) -> str:
        return f"{self.street} {self.house_number}"

    @property
    def lines(self) -> list[str]:
        """As on an envelope; the country only where it is another one."""
        town = f"{self.postcode} {self.town}"
        return [self.street_line, town if self.country == HOME else f"{town} ({self.country})"]


def write(
    session: Session, organisation: Organisation, address: Address, *, by: Person, now: datetime
) -> OrganisationAddress:
    """Write down where an organisation is from now on.

    Raises:
        NameMissing, HouseNumberMalformed, PostcodeMalformed, CountryUnknown.
    """
    if address.country not in COUNTRIES:
        raise CountryUnknown(address.country)
    number = address.house_number.strip()
    if not (number[:1].isascii() and number[:1].isdigit() and len(number) <= LONGEST_HOUSE_NUMBER):
        raise HouseNumberMalformed(number)
    written = OrganisationAddress(
        organisation_id=organisation.id,
        street=check_name(address.street),
        house_number=number,
        postcode=check_postcode(address.postcode, country=address.country),
        town=check_name(address.town),
        country=address.country,
        written_by_id=by.id,
        written_at=now,
    )
    session.add(written)
    session.flush()
    return written


def check_postcode(postcode: str, *, country: str) -> str:
    """The postcode as it is written on letters. Raises PostcodeMalformed."""
    text = " ".join(postcode.split()).upper()
    if country != HOME:
        if not 1 <= len(text) <= LONGEST_POSTCODE:
            raise PostcodeMalformed(postcode)
        return text
    match = _DUTCH_POSTCODE.fullmatch(text)
    if match is None:
        raise PostcodeMalformed(postcode)
    return f"{match[1]} {match[2]}"


def find(session: Session, organisation_id: UUID) -> OrganisationAddress | None:
    """The one that holds now."""
    return session.scalars(
        _of(organisation_id).order_by(
            OrganisationAddress.written_at.desc(), OrganisationAddress.id.desc()
        )
    ).first()


def find_at(
    session: Session, organisation_id: UUID, moment: datetime
) -> OrganisationAddress | None:
    """The one that held at a moment; where none was known yet, the first one after."""
    known = session.scalars(
        _of(organisation_id).order_by(OrganisationAddress.written_at, OrganisationAddress.id)
    ).all()
    held = [one for one in known if one.written_at <= moment]
    return held[-1] if held else next(iter(known), None)


def _of(organisation_id: UUID) -> Select[OrganisationAddress]:
    return select(OrganisationAddress).where(OrganisationAddress.organisation_id == organisation_id)
