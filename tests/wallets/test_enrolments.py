"""A phone becomes a device of a wallet, and stops being one."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.identity.vault import SealBroken, Vault
from wallet.wallets import devices, enrolments
from wallet.wallets.devices import DeviceNotFound
from wallet.wallets.enrolments import (
    EnrolmentAlreadyUsed,
    EnrolmentCodeUnknown,
    EnrolmentExpired,
)


def test_a_code_gives_a_phone_its_secret_once(session: Session) -> None:
    wallet = build.a_wallet(session)
    code = enrolments.issue(session, wallet, by=build.a_person(session), now=build.NOW)

    device, secret = enrolments.enrol(session, code.lower().replace("-", " "), now=build.NOW)

    assert device.wallet_id == wallet.id
    assert len(secret) == 32
    assert secret not in device.secret_sealed
    assert devices.secret_of(session, device) == secret
    with pytest.raises(EnrolmentAlreadyUsed):
        enrolments.enrol(session, code, now=build.NOW)


def test_a_code_works_for_a_quarter_of_an_hour(session: Session) -> None:
    wallet = build.a_wallet(session)
    code = enrolments.issue(session, wallet, by=build.a_person(session), now=build.NOW)
    late = build.NOW + timedelta(minutes=15)

    with pytest.raises(EnrolmentExpired) as refusal:
        enrolments.enrol(session, code, now=late)

    assert refusal.value.facts == {"expired_at": late}


def test_an_unknown_code_is_refused(session: Session) -> None:
    with pytest.raises(EnrolmentCodeUnknown):
        enrolments.enrol(session, "K7Q2M-9XHTB", now=build.NOW)


def test_many_phones_at_once_with_one_code_make_one_device(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    wallet = build.a_wallet(committed)
    code = enrolments.issue(committed, wallet, by=build.a_person(committed), now=build.NOW)
    committed.commit()

    answers = at_once.requests(
        engine, vault, [lambda session: enrolments.enrol(session, code, now=build.NOW)] * 8
    )

    assert sum(isinstance(answer, tuple) for answer in answers) == 1
    assert sum(isinstance(answer, EnrolmentAlreadyUsed) for answer in answers) == 7
    assert len(devices.of_wallet(committed, wallet.id)) == 1


def test_a_secret_opens_only_in_its_own_row(session: Session) -> None:
    one, other = build.a_phone(session), build.a_phone(session)
    other.device.secret_sealed = one.device.secret_sealed

    with pytest.raises(SealBroken):
        devices.secret_of(session, other.device)
    session.expire(other.device)


def test_a_blocked_device_stays_blocked(session: Session) -> None:
    device = build.a_phone(session).device
    first = devices.block(session, device, by=build.a_person(session), now=build.NOW)

    later = build.NOW + timedelta(hours=1)
    again = devices.block(session, device, by=None, now=later)

    assert again is first
    assert device.blocked is first
    assert first.blocked_at == build.NOW
    assert devices.find_open(session, device.id) is None


def test_a_device_of_another_wallet_is_not_to_be_found(session: Session) -> None:
    phone, other = build.a_phone(session), build.a_wallet(session)

    assert devices.get_of_wallet(session, phone.wallet.id, phone.device.id) is phone.device
    with pytest.raises(DeviceNotFound):
        devices.get_of_wallet(session, other.id, phone.device.id)
