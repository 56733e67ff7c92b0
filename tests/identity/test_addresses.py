"""Addresses of organisations: what is one, and which holds when."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.errors import Invalid
from wallet.identity import addresses
from wallet.identity.addresses import (
    Address,
    CountryUnknown,
    HouseNumberMalformed,
    PostcodeMalformed,
)
from wallet.identity.people import NameMissing


def test_the_last_one_written_holds(session: Session) -> None:
    organisation, by = build.an_organisation(session), build.a_person(session)
    assert addresses.find(session, organisation.id) is None
    moved = build.NOW + timedelta(days=9)

    for street, at in (("Oude Weg", build.NOW), ("Nieuwe Weg", moved)):
        written = Address(street, "1", "1234ab", "Demostad")
        addresses.write(session, organisation, written, by=by, now=at)

    found = addresses.find(session, organisation.id)
    assert found is not None
    assert found.lines == ["Nieuwe Weg 1", "1234 AB Demostad"]
    for at, street in ((-5, "Oude Weg"), (0, "Oude Weg"), (8, "Oude Weg"), (9, "Nieuwe Weg")):
        held = addresses.find_at(session, organisation.id, build.NOW + timedelta(days=at))
        assert held is not None
        assert held.street == street


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        (Address("", "1", "1234 AB", "Demostad"), NameMissing),
        (Address("Weg", "", "1234 AB", "Demostad"), HouseNumberMalformed),
        (Address("Weg", "x1", "1234 AB", "Demostad"), HouseNumberMalformed),
        (Address("Weg", "1" * 21, "1234 AB", "Demostad"), HouseNumberMalformed),
        (Address("Weg", "1", "0234 AB", "Demostad"), PostcodeMalformed),
        (Address("Weg", "1", "12345 AB", "Demostad"), PostcodeMalformed),
        (Address("Weg", "1", "", "Brussel", "BE"), PostcodeMalformed),
        (Address("Weg", "1", "1234 AB", "Demostad", "XX"), CountryUnknown),
        (Address("Weg", "1", "1234 AB", "", "NL"), NameMissing),
    ],
)
def test_what_is_no_address_is_not_kept(
    session: Session, address: Address, refusal: type[Invalid]
) -> None:
    organisation, by = build.an_organisation(session), build.a_person(session)

    with pytest.raises(refusal):
        addresses.write(session, organisation, address, by=by, now=build.NOW)


def test_abroad_a_postcode_is_what_it_is(session: Session) -> None:
    organisation, by = build.an_organisation(session), build.a_person(session)
    abroad = Address("Wetstraat", "16", "1000", "Brussel", "BE")

    written = addresses.write(session, organisation, abroad, by=by, now=build.NOW)

    assert written.lines == ["Wetstraat 16", "1000 Brussel (BE)"]
