"""A device as every sale finds it: the same as the session knows, with its block."""

from sqlalchemy.orm import Session

from tests import build
from tests.build import NOW
from wallet.wallets import devices


def test_a_device_found_by_its_handle_is_the_one_the_session_read_before(session: Session) -> None:
    device, _ = devices.enrol(session, build.a_wallet(session), now=NOW)

    assert devices.find_by_handle(session, device.handle) is device
    assert devices.find_by_handle(session, "10000000") is None


def test_a_device_found_anew_is_whole(session: Session) -> None:
    device, _ = devices.enrol(session, build.a_wallet(session), now=NOW)
    session.expunge_all()

    found = devices.find_by_handle(session, device.handle)

    assert found is not None
    assert session.get(devices.Device, device.id) is found
    columns = devices.Device.__table__.columns.keys()
    assert [getattr(found, name) for name in columns] == [getattr(device, name) for name in columns]
    assert found.wallet.id == device.wallet_id
    assert found.blocked is None
    assert not session.dirty


def test_a_device_found_anew_knows_of_its_block(session: Session) -> None:
    wallet = build.a_wallet(session)
    device, _ = devices.enrol(session, wallet, now=NOW)
    devices.block(session, device, by=None, now=NOW)
    session.expunge_all()

    found = devices.find_by_handle(session, device.handle)

    assert found is not None
    assert found.blocked is not None
    assert found.blocked.blocked_at == NOW
