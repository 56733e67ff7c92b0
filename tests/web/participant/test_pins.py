"""Choosing and changing the PIN on the phone."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from wallet import clock
from wallet.wallets import pins

PIN, OTHER = "80417", "29536"


@pytest.fixture
def phone(client: Client, committed: Session) -> Phone:
    programme = build.a_programme(committed)
    own = build.a_participant(committed, cents=10_00, programme=programme)
    build.a_registration(
        committed, build.a_coordinator(committed, programme), programme, own.wallet
    )
    committed.commit()
    client.sign_in_device(own.device.id)
    return own


def is_pin(session: Session, phone: Phone, pin: str) -> bool:
    session.rollback()
    try:
        pins.prove(session, phone.wallet.id, pin=pin, now=clock.now())
    except pins.PinWrong:
        return False
    finally:
        session.rollback()
    return True


def test_a_first_pin_is_chosen_and_the_page_says_so(
    client: Client, committed: Session, phone: Phone
) -> None:
    page = client.submit("/wallet/pin", pin=PIN)

    assert "Je pincode is klaar" in client.get(page.location).text
    assert is_pin(committed, phone, PIN)


def test_the_page_says_above_which_amount_it_counts(client: Client, phone: Phone) -> None:
    assert "€\xa025,00" in client.get("/wallet/pin").text


def test_another_one_takes_the_old(client: Client, committed: Session, phone: Phone) -> None:
    client.submit("/wallet/pin", pin=PIN)

    wrong = client.submit("/wallet/pin", pin=OTHER, old="11112")
    right = client.submit("/wallet/pin", pin=OTHER, old=PIN)

    assert (wrong.status_code, right.status_code) == (409, 302)
    assert is_pin(committed, phone, OTHER)


@pytest.mark.parametrize("typed", ["12345", "11111", "8041", "abcde", "\0", "8" * 500])
def test_what_is_no_good_pin_is_said_in_words(client: Client, phone: Phone, typed: str) -> None:
    answer = client.submit("/wallet/pin", pin=typed)

    assert answer.status_code == 422
    assert "bad-line" in answer.text


def test_five_wrong_old_ones_lock_it_and_send_to_the_coordinator(
    client: Client, committed: Session, phone: Phone
) -> None:
    client.submit("/wallet/pin", pin=PIN)

    answers = [client.submit("/wallet/pin", pin=OTHER, old="11112") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [409] * 5
    page = client.get("/wallet/pin").text
    assert "Vraag je coördinator" in page
    assert 'name="pin"' not in page


def test_the_digits_stand_nowhere_on_the_page(client: Client, phone: Phone) -> None:
    client.submit("/wallet/pin", pin=PIN)

    answer = client.submit("/wallet/pin", pin="12345", old=PIN)

    assert PIN not in answer.text
