"""The digits a phone shows: the same on every side, good once, for a minute."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from wallet.codes import pay_codes
from wallet.codes.pay_codes import (
    PayCodeAlreadyUsed,
    PayCodeExpired,
    PayCodeMalformed,
    PayCodeOfBlockedDevice,
    PayCodeWrong,
)
from wallet.wallets import devices

VECTORS = json.loads(Path(__file__).with_name("pay_code_vectors.json").read_text())
PAGE = Path(__file__).parents[2] / "docs" / "pay-code.md"

secrets = st.binary(min_size=32, max_size=32)
handles = st.integers(10_000_000, 89_999_999).map(str)
steps = st.integers(1, 2**31 - 100)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["step"])
def test_the_published_vectors_hold(vector: dict[str, str]) -> None:
    code = pay_codes.make(bytes.fromhex(vector["secret"]), vector["handle"], int(vector["step"]))

    assert str(code) == vector["code"]


def test_the_page_publishes_the_same_vectors() -> None:
    page = PAGE.read_text()

    for vector in VECTORS:
        row = f"| `{vector['secret']}` | {vector['handle']} | {vector['step']} | "
        assert f"{row}`{vector['code']}` |" in page


@given(secrets, handles, steps)
def test_every_code_is_24_digits_that_read_back(secret: bytes, handle: str, step: int) -> None:
    code = pay_codes.make(secret, handle, step)

    assert pay_codes.parse(str(code)) == code
    assert (code.handle, int(code.step)) == (handle, step % 100)


@given(steps, st.integers(-98, 1))
def test_two_digits_tell_the_step_from_49_minutes_ago_to_one_ahead(
    current: int, offset: int
) -> None:
    meant = current + offset

    assert pay_codes.step_meant(f"{meant % 100:02}", current=current) == meant


@given(secrets, handles, steps)
def test_the_next_step_shows_another_code(secret: bytes, handle: str, step: int) -> None:
    assert pay_codes.make(secret, handle, step) != pay_codes.make(secret, handle, step + 1)


def test_a_step_is_half_a_minute_since_1970() -> None:
    assert pay_codes.step_at(datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC)) == 1
    assert pay_codes.step_at(build.NOW) == 59_121_840


def test_digits_typed_in_groups_are_read() -> None:
    code = pay_codes.parse("1234 5678 9012 3456 7890 1234")

    assert (code.handle, code.step, code.check) == ("12345678", "90", "12345678901234")


@pytest.mark.parametrize("text", ["", "1" * 23, "1" * 25, "x" * 24, "²" * 24, "+" + "1" * 23])
def test_anything_but_24_digits_is_malformed(text: str) -> None:
    with pytest.raises(PayCodeMalformed):
        pay_codes.parse(text)


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(session: Session, step: int) -> None:
    phone = build.a_phone(session)

    device = pay_codes.use(session, pay_codes.parse(phone.code(steps=step)), now=build.NOW)

    assert device is phone.device


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (-98, PayCodeExpired),
        (-20, PayCodeExpired),
        (-2, PayCodeExpired),
        (2, PayCodeWrong),
        (100, PayCodeWrong),
        (-99, PayCodeWrong),
        (-100, PayCodeWrong),
    ],
)
def test_any_other_step_pays_nothing(session: Session, step: int, error: type[Exception]) -> None:
    phone = build.a_phone(session)

    with pytest.raises(error):
        pay_codes.use(session, pay_codes.parse(phone.code(steps=step)), now=build.NOW)


def test_a_used_code_stays_used_through_its_window(session: Session) -> None:
    phone = build.a_phone(session)
    code = pay_codes.parse(phone.code(steps=1))
    pay_codes.use(session, code, now=build.NOW)

    for seconds in (0, 30, 60):
        with pytest.raises(PayCodeAlreadyUsed) as refusal:
            pay_codes.use(session, code, now=build.NOW + timedelta(seconds=seconds))
    assert refusal.value.device is phone.device
    assert refusal.value.facts == {}


def test_a_code_of_another_device_or_of_none_is_wrong(session: Session) -> None:
    phone, other = build.a_phone(session), build.a_phone(session)
    foreign = other.device.handle + phone.code()[8:]
    unknown = "99999999" + phone.code()[8:]

    for text in (foreign, unknown):
        with pytest.raises(PayCodeWrong) as refusal:
            pay_codes.use(session, pay_codes.parse(text), now=build.NOW)
        assert refusal.value.device is None


def test_a_blocked_device_pays_nothing(session: Session) -> None:
    phone = build.a_phone(session)
    devices.block(session, phone.device, by=None, now=build.NOW)

    with pytest.raises(PayCodeOfBlockedDevice):
        pay_codes.use(session, pay_codes.parse(phone.code()), now=build.NOW)
