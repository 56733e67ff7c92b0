"""A phone proves who it is, now; neither a guess nor yesterday's proof will do."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import NOW, Phone
from wallet.wallets import device_proofs, devices
from wallet.wallets.device_proofs import STEP_SECONDS, DeviceBlocked, DeviceProofWrong


def proof(phone: Phone, *, steps: int = 0) -> str:
    step = int(NOW.timestamp()) // STEP_SECONDS + steps
    return device_proofs.make(phone.secret, phone.device.handle, step)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_phone_is_known_by_its_proof(session: Session, steps: int) -> None:
    phone = build.a_phone(session)

    found = device_proofs.get_device(
        session, handle=phone.device.handle, proof=proof(phone, steps=steps), now=NOW
    )

    assert found is phone.device


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_proof_of_another_moment_is_worth_nothing(session: Session, steps: int) -> None:
    phone = build.a_phone(session)

    with pytest.raises(DeviceProofWrong):
        device_proofs.get_device(
            session, handle=phone.device.handle, proof=proof(phone, steps=steps), now=NOW
        )


def test_the_proof_of_one_phone_is_not_that_of_another(session: Session) -> None:
    mine, other = build.a_phone(session), build.a_phone(session)

    with pytest.raises(DeviceProofWrong):
        device_proofs.get_device(session, handle=other.device.handle, proof=proof(mine), now=NOW)


@pytest.mark.parametrize("handle", ["", "0", "x", "\x00", "٣" * 8, "1" * 500])
def test_a_handle_that_makes_no_sense_is_nobodys(session: Session, handle: str) -> None:
    with pytest.raises(DeviceProofWrong):
        device_proofs.get_device(session, handle=handle, proof="\ud800", now=NOW)


def test_only_the_blocked_phone_itself_hears_that_it_is_blocked(session: Session) -> None:
    phone = build.a_phone(session)
    devices.block(session, phone.device, by=None, now=NOW + timedelta(days=1))

    with pytest.raises(DeviceBlocked):
        device_proofs.get_device(session, handle=phone.device.handle, proof=proof(phone), now=NOW)
    with pytest.raises(DeviceProofWrong):
        device_proofs.get_device(session, handle=phone.device.handle, proof="0" * 64, now=NOW)
