from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from wallet.identity.pin_hashes import PinMalformed, PinTooSimple
from wallet.wallets import pins
from wallet.wallets.pins import Pin, PinGuess, PinLocked, PinMissing, PinWrong

PIN, OTHER = "80417", "29536"
LATER = build.NOW + timedelta(days=1)


def guess(session: Session, phone: build.Phone, pin: str) -> None:
    pins.prove(session, phone.wallet.id, pin=pin, now=build.NOW)


def a_phone_with_pin(session: Session) -> build.Phone:
    phone = build.a_phone(session)
    pins.choose(session, phone.device, pin=PIN, now=build.NOW)
    return phone


def lock(session: Session, phone: build.Phone) -> None:
    for _ in range(pins.MOST_WRONG):
        with pytest.raises((PinWrong, PinLocked)):
            guess(session, phone, OTHER)


def test_the_first_pin_is_chosen_with_the_phone_in_hand(session: Session) -> None:
    phone = a_phone_with_pin(session)

    guess(session, phone, PIN)

    assert pins.is_ready(session, phone.wallet.id)
    assert PIN not in str(session.scalars(select(Pin.pin_hash)).all())


def test_a_new_pin_takes_the_old_one(session: Session) -> None:
    phone = a_phone_with_pin(session)

    with pytest.raises(PinWrong):
        pins.choose(session, phone.device, pin=OTHER, old="11112", now=LATER)
    pins.choose(session, phone.device, pin=OTHER, old=PIN, now=LATER)

    guess(session, phone, OTHER)
    with pytest.raises(PinWrong):
        guess(session, phone, PIN)


def test_without_the_old_one_nothing_is_chosen(session: Session) -> None:
    phone = a_phone_with_pin(session)

    with pytest.raises(PinMalformed):
        pins.choose(session, phone.device, pin=OTHER, now=LATER)


@pytest.mark.parametrize(
    ("pin", "fault"), [("12345", PinTooSimple), ("8041", PinMalformed), ("804179", PinMalformed)]
)
def test_a_pin_is_five_digits_and_no_counting(
    session: Session, pin: str, fault: type[Exception]
) -> None:
    phone = build.a_phone(session)

    with pytest.raises(fault):
        pins.choose(session, phone.device, pin=pin, now=build.NOW)

    assert not pins.is_set(session, phone.wallet.id)


def test_five_wrong_in_a_row_lock_it_and_then_the_right_one_is_not_looked_at(
    session: Session,
) -> None:
    phone = a_phone_with_pin(session)
    lock(session, phone)

    with pytest.raises(PinLocked):
        guess(session, phone, PIN)

    assert pins.is_locked(session, phone.wallet.id)
    assert not pins.is_ready(session, phone.wallet.id)
    assert session.scalars(select(func.count()).select_from(PinGuess)).one() == 5


def test_a_right_one_forgets_the_wrong_ones(session: Session) -> None:
    phone = a_phone_with_pin(session)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(PinWrong):
                guess(session, phone, OTHER)
        guess(session, phone, PIN)

    assert pins.is_ready(session, phone.wallet.id)


def test_a_locked_pin_cannot_be_changed_on_the_phone(session: Session) -> None:
    phone = a_phone_with_pin(session)
    lock(session, phone)

    with pytest.raises(PinLocked):
        pins.choose(session, phone.device, pin=OTHER, old=PIN, now=LATER)


def test_the_desk_takes_it_away_and_the_owner_chooses_a_new_one(session: Session) -> None:
    phone = a_phone_with_pin(session)
    lock(session, phone)

    pins.reset(session, phone.wallet, by=build.a_person(session, name="Merel"), now=LATER)

    with pytest.raises(PinMissing):
        guess(session, phone, PIN)
    pins.choose(session, phone.device, pin=OTHER, now=LATER)
    guess(session, phone, OTHER)


def test_all_phones_of_a_wallet_share_the_pin_and_its_guesses(session: Session) -> None:
    phone = a_phone_with_pin(session)
    other = build.a_phone(session, phone.wallet)
    lock(session, phone)

    with pytest.raises(PinLocked):
        guess(session, other, PIN)


def test_somebody_else_has_another_pin(session: Session) -> None:
    a_phone_with_pin(session)
    stranger = build.a_phone(session)

    with pytest.raises(PinMissing):
        guess(session, stranger, PIN)


def test_what_is_no_pin_is_a_slip_and_no_guess(session: Session) -> None:
    phone = a_phone_with_pin(session)

    for typed in ("", "8041", "abcde"):
        with pytest.raises(PinMalformed):
            guess(session, phone, typed)

    assert session.scalars(select(func.count()).select_from(PinGuess)).one() == 0
