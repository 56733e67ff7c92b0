"""Eight digits, two minutes, once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.codes import shown_codes, spoken_codes
from wallet.codes.pay_codes import (
    PayCodeAlreadyUsed,
    PayCodeExpired,
    PayCodeMalformed,
    PayCodeOfBlockedDevice,
    PayCodeWrong,
)
from wallet.codes.spoken_codes import SpokenCode, TooManySpokenCodes
from wallet.identity.vault import Vault
from wallet.wallets import devices
from wallet.wallets.devices import Device

NOW = build.NOW
ALMOST = timedelta(minutes=2) - timedelta(microseconds=1)


@pytest.fixture
def device(session: Session) -> Device:
    return build.a_phone(session).device


def say(session: Session, device: Device, *, at: datetime = NOW) -> str:
    return spoken_codes.make(session, device, now=at).digits


def test_it_works_for_two_minutes(session: Session, device: Device) -> None:
    spoken = spoken_codes.make(session, device, now=NOW)

    assert len(spoken.digits) == 8
    assert spoken.expires_at == NOW + timedelta(minutes=2)
    grouped = f"{spoken.digits[:4]} {spoken.digits[4:]}"
    digits = shown_codes.parse(grouped)
    assert shown_codes.use(session, digits, now=NOW + ALMOST) is device


def test_it_works_once(session: Session, device: Device) -> None:
    digits = say(session, device)
    spoken_codes.use(session, digits, now=NOW)

    with pytest.raises(PayCodeAlreadyUsed) as refusal:
        spoken_codes.use(session, digits, now=NOW)
    assert refusal.value.device is device


def test_after_two_minutes_it_is_too_old_and_much_later_as_good_as_a_guess(
    session: Session, device: Device
) -> None:
    digits = say(session, device)

    with pytest.raises(PayCodeExpired):
        spoken_codes.use(session, digits, now=NOW + timedelta(minutes=2))
    with pytest.raises(PayCodeWrong):
        spoken_codes.use(session, digits, now=NOW + timedelta(minutes=47))


def test_a_new_one_replaces_the_one_before(session: Session, device: Device) -> None:
    first = say(session, device)
    second = say(session, device, at=NOW + timedelta(seconds=1))

    with pytest.raises(PayCodeExpired):
        spoken_codes.use(session, first, now=NOW + timedelta(seconds=2))
    assert spoken_codes.use(session, second, now=NOW + timedelta(seconds=2)) is device


def test_a_blocked_phone_neither_gets_nor_uses_one(session: Session, device: Device) -> None:
    digits = say(session, device)
    devices.block(session, device, by=None, now=NOW)

    with pytest.raises(PayCodeOfBlockedDevice):
        spoken_codes.use(session, digits, now=NOW)
    with pytest.raises(PayCodeOfBlockedDevice):
        say(session, device)


def test_a_phone_may_ask_for_twenty_an_hour(session: Session, device: Device) -> None:
    for number in range(spoken_codes.MOST):
        say(session, device, at=NOW + timedelta(minutes=number))

    with pytest.raises(TooManySpokenCodes):
        say(session, device, at=NOW + timedelta(minutes=59))
    say(session, device, at=NOW + timedelta(minutes=61))


def test_the_digits_cannot_be_found_by_trying_all_digests(
    session: Session, device: Device, vault: Vault
) -> None:
    digits = say(session, device)
    [kept] = session.scalars(select(SpokenCode.digest))

    assert kept == vault.digest(f"wallet-spoken:1:{digits}")
    assert kept != Vault({"test": bytes(32)}).digest(f"wallet-spoken:1:{digits}")


def test_used_by_many_tills_at_once_it_works_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    digits = say(committed, build.a_phone(committed).device)
    committed.commit()

    answers = at_once.requests(
        engine, vault, [lambda session: spoken_codes.use(session, digits, now=NOW)] * 16
    )

    assert sum(isinstance(answer, Device) for answer in answers) == 1
    assert sum(isinstance(answer, PayCodeAlreadyUsed) for answer in answers) == 15


@pytest.mark.parametrize("typed", ["1234567", "123456789", "1234 567x", "١٢٣٤٥٦٧٨", ""])
def test_other_numbers_of_digits_are_no_code(typed: str) -> None:
    with pytest.raises(PayCodeMalformed):
        shown_codes.parse(typed)
