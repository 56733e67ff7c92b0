"""Devices become tills, and stop being one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.errors import NotFound
from wallet.identity.vault import Vault
from wallet.merchants import pairings, tills
from wallet.merchants.pairings import (
    PairingAlreadyUsed,
    PairingCodeUnknown,
    PairingExpired,
    TillToken,
)
from wallet.merchants.tills import Till, TillBlocked

EVERYTHING = [attribute.key for attribute in Till.__mapper__.column_attrs]


def test_a_paired_till_is_found_by_its_token(session: Session) -> None:
    till = build.a_till(session)
    code = pairings.issue(session, till, by=build.a_person(session), now=build.NOW)

    token = pairings.pair(session, f" {code.lower()} ", now=build.NOW)

    assert pairings.find_till(session, token) is till
    assert pairings.find_till(session, token + "x") is None


def test_a_till_found_anew_is_whole(session: Session) -> None:
    till = build.a_till(session, build.a_programme(session))
    token = build.a_till_token(session, till)
    session.expunge_all()

    found = pairings.find_till(session, token)

    assert found is not None
    assert session.get(Till, till.id) is found
    assert not session.dirty
    said = [getattr(found, name) for name in EVERYTHING]
    session.refresh(found)
    assert said == [getattr(found, name) for name in EVERYTHING]
    assert found.programme_ids


def test_neither_code_nor_token_can_be_read_from_the_database(session: Session) -> None:
    till = build.a_till(session)
    token = build.a_till_token(session, till)

    assert session.get(TillToken, token) is None


def test_a_pairing_code_works_once(session: Session) -> None:
    code = pairings.issue(session, build.a_till(session), by=build.a_person(session), now=build.NOW)
    pairings.pair(session, code, now=build.NOW)

    with pytest.raises(PairingAlreadyUsed):
        pairings.pair(session, code, now=build.NOW)


def test_a_pairing_code_works_for_a_quarter_of_an_hour(session: Session) -> None:
    code = pairings.issue(session, build.a_till(session), by=build.a_person(session), now=build.NOW)

    with pytest.raises(PairingExpired) as refusal:
        pairings.pair(session, code, now=build.NOW + timedelta(minutes=15))

    assert refusal.value.expired_at == build.NOW + timedelta(minutes=15)


def test_an_unknown_pairing_code_is_refused(session: Session) -> None:
    with pytest.raises(PairingCodeUnknown):
        pairings.pair(session, "K7Q2M-9XHTB", now=build.NOW)


def test_a_pairing_code_used_by_many_at_once_pairs_one(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    till, by = build.a_till(committed), build.a_person(committed)
    code = pairings.issue(committed, till, by=by, now=build.NOW)
    committed.commit()

    answers = at_once.requests(
        engine, vault, [lambda session: pairings.pair(session, code, now=build.NOW)] * 8
    )

    assert sum(isinstance(answer, str) for answer in answers) == 1


def test_a_blocked_till_stays_blocked_and_gets_no_new_code(session: Session) -> None:
    till, owner = build.a_till(session), build.a_person(session)
    till.check_open()

    first = tills.block(session, till, by=owner, now=build.NOW)
    again = tills.block(session, till, by=owner, now=build.NOW + timedelta(days=1))

    assert again is first
    assert again.blocked_at == build.NOW
    with pytest.raises(TillBlocked):
        till.check_open()
    with pytest.raises(TillBlocked):
        pairings.issue(session, till, by=owner, now=build.NOW)


def test_a_till_of_another_merchant_is_not_to_be_found(session: Session) -> None:
    till = build.a_till(session)

    assert tills.get(session, till.merchant_id, till.id) is till
    assert tills.of_merchant(session, till.merchant_id) == [till]
    with pytest.raises(NotFound):
        tills.get(session, build.a_merchant(session).id, till.id)


def test_pairing_again_ends_the_token_of_the_first_device(session: Session) -> None:
    till = build.a_till(session)
    first, second = (build.a_till_token(session, till) for _ in range(2))

    assert pairings.find_till(session, first) is None
    assert pairings.find_till(session, second) is till


def test_a_till_whose_device_is_gone_can_be_paired_again(session: Session) -> None:
    till, owner = build.a_till(session), build.a_person(session)
    token = build.a_till_token(session, till)
    assert pairings.paired_at(session, [till.id]) == {till.id: build.NOW}

    for _ in range(2):
        pairings.unpair(session, till, by=owner, now=build.NOW)

    assert pairings.find_till(session, token) is None
    assert pairings.paired_at(session, [till.id]) == {}
    assert pairings.find_till(session, build.a_till_token(session, till)) is till


def test_of_devices_paired_at_the_same_moment_one_stays(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    till, by = build.a_till(committed), build.a_person(committed)
    codes = [pairings.issue(committed, till, by=by, now=build.NOW) for _ in range(8)]
    committed.commit()

    tokens = at_once.requests(engine, vault, [pairing_with(code) for code in codes])

    live = [token for token in tokens if pairings.find_till(committed, str(token))]
    assert len(live) == 1


def pairing_with(code: str) -> Callable[[Session], str]:
    return lambda session: pairings.pair(session, code, now=build.NOW)
