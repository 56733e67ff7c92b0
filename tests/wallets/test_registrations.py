"""A coordinator registers a participant."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.identity.people import BirthYearOutOfRange, NameMissing
from wallet.programmes.programmes import ProgrammeNotFound
from wallet.wallets import registrations
from wallet.wallets.registrations import ParticipantNotFound, Registration


def registered(session: Session, **changes: Any) -> Registration:
    programme = build.a_programme(session)
    what: dict[str, Any] = {
        "programme_id": programme.id,
        "pseudonym": "Zonnebloem",
        "birth_year": 1980,
    }
    return registrations.register(
        session, build.a_coordinator(session, programme), **what | changes, now=build.NOW
    )


def test_a_pseudonym_and_a_birth_year_are_enough(session: Session) -> None:
    registration = registered(session, pseudonym="  Zonnebloem ")

    assert registration.pseudonym == "Zonnebloem"
    assert registration.wallet.person.birth_year == 1980
    assert registration.wallet.person.email is None


def test_a_pseudonym_is_needed(session: Session) -> None:
    with pytest.raises(NameMissing):
        registered(session, pseudonym="")


@pytest.mark.parametrize("year", [1899, 2027])
def test_a_birth_year_is_one_of_somebody_alive(session: Session, year: int) -> None:
    with pytest.raises(BirthYearOutOfRange):
        registered(session, birth_year=year)


def test_a_programme_the_organisation_is_not_in_is_not_to_be_found(session: Session) -> None:
    with pytest.raises(ProgrammeNotFound):
        registered(session, programme_id=build.a_programme(session).id)


def test_a_participant_is_known_to_those_who_registered_only(session: Session) -> None:
    programme = build.a_programme(session)
    ours, theirs = (build.a_coordinator(session, programme) for _ in range(2))
    wallet = build.a_registration(session, ours, programme)

    mine = registrations.get(session, ours.organisation_id, wallet.id)
    assert mine.wallet is wallet
    assert registrations.participants(session, ours.organisation_id) == [mine]
    assert registrations.participants(session, theirs.organisation_id) == []
    with pytest.raises(ParticipantNotFound):
        registrations.get(session, theirs.organisation_id, wallet.id)


def test_registering_the_same_participant_again_changes_nothing(session: Session) -> None:
    programme = build.a_programme(session)
    ours, theirs = (build.a_coordinator(session, programme) for _ in range(2))
    wallet = build.a_registration(session, ours, programme)

    build.a_registration(session, build.a_colleague(session, ours), programme, wallet)
    build.a_registration(session, theirs, programme, wallet)

    first = registrations.get(session, ours.organisation_id, wallet.id)
    assert first.registered_by_id == ours.person_id
    assert registrations.get(session, theirs.organisation_id, wallet.id).wallet is wallet
