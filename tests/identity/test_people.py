"""People are known by an address that can be written to, and only once."""

import pytest
from sqlalchemy.orm import Session

from wallet.identity import people
from wallet.identity.people import (
    BirthYearOutOfRange,
    EmailAlreadyRegistered,
    EmailMalformed,
    NameMissing,
)


def test_an_address_is_kept_in_small_letters_and_found_in_any(session: Session) -> None:
    noor = people.register(session, name="Noor  Willems ", email=" Noor@Town.example")

    assert (noor.name, noor.email) == ("Noor Willems", "noor@town.example")
    assert people.find_by_email(session, "NOOR@town.example ") == noor


def test_an_address_is_of_one_person(session: Session) -> None:
    people.register(session, name="Noor", email="noor@town.example")

    with pytest.raises(EmailAlreadyRegistered):
        people.register(session, name="Joris", email="Noor@town.example")


def test_somebody_known_keeps_the_own_name(session: Session) -> None:
    noor = people.register(session, name="Noor", email="noor@town.example")

    assert people.find_or_register(session, name="N.", email="Noor@town.example") == noor
    assert noor.name == "Noor"


@pytest.mark.parametrize(
    "email",
    [
        "noor",
        "@town.example",
        "noor@town",
        "noor@.",
        "no or@town.example",
        "a@b.c,d@e.f",
        "x\0@y.z",
    ],
)
def test_what_no_letter_can_reach_is_no_address(email: str) -> None:
    with pytest.raises(EmailMalformed):
        people.check_email(email)


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b"])
def test_a_name_can_be_read(name: str) -> None:
    with pytest.raises(NameMissing):
        people.check_name(name)


@pytest.mark.parametrize("birth_year", [1899, 2101])
def test_nobody_is_born_in_such_a_year(session: Session, birth_year: int) -> None:
    with pytest.raises(BirthYearOutOfRange):
        people.register(session, name="Noor", birth_year=birth_year)
