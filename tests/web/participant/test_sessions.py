"""A phone signs itself in by proof of its secret."""

from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web import scripts
from wallet import clock
from wallet.wallets import device_proofs, devices


def sign_in(client: Client, phone: Phone, **instead: object) -> scripts.Answer:
    step = int(clock.now().timestamp()) // device_proofs.STEP_SECONDS
    proof = device_proofs.make(phone.secret, phone.device.handle, step)
    body = {"handle": phone.device.handle, "proof": proof} | instead
    return scripts.post_json(client, "/enrol", "/wallet/session", body)


def a_known_phone(session: Session) -> Phone:
    programme = build.a_programme(session)
    phone = build.a_participant(session, cents=5_00, programme=programme)
    build.a_registration(session, build.a_coordinator(session, programme), programme, phone.wallet)
    session.commit()
    return phone


def test_the_proof_signs_in(client: Client, committed: Session) -> None:
    phone = a_known_phone(committed)

    answer = sign_in(client, phone)

    assert (answer.status_code, answer.json) == (201, {"handle": phone.device.handle})
    assert scripts.get_json(client, "/wallet/state").json["handle"] == phone.device.handle


def test_another_person_takes_the_phone_over(client: Client, committed: Session) -> None:
    mine, other = a_known_phone(committed), a_known_phone(committed)
    sign_in(client, mine)

    sign_in(client, other)

    assert scripts.get_json(client, "/wallet/state").json["handle"] == other.device.handle


def test_a_page_out_of_the_phones_store_gets_a_token_and_the_time(client: Client) -> None:
    told = scripts.get_json(client, "/wallet/session").json

    assert abs(told["now"] - clock.now().timestamp()) < 60
    headers = scripts.ACCEPT | {"X-CSRFToken": told["token"]}
    answer = client.post("/wallet/session", json={}, headers=headers)
    assert answer.get_json()["type"] == "/problems/device-proof-wrong"


def test_nobody_signs_in_without_a_token(client: Client, committed: Session) -> None:
    phone = a_known_phone(committed)

    answer = client.post("/wallet/session", json={"handle": phone.device.handle})

    assert answer.status_code == 400


def test_a_wrong_proof_changes_nothing(client: Client, committed: Session) -> None:
    mine, other = a_known_phone(committed), a_known_phone(committed)
    sign_in(client, mine)

    for wrong in ("", "0" * 64, "\ud800", 5, None, ["x"]):
        answer = sign_in(client, other, proof=wrong)
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/device-proof-wrong")

    assert scripts.get_json(client, "/wallet/state").json["handle"] == mine.device.handle


def test_a_blocked_phone_hears_it(client: Client, committed: Session) -> None:
    phone = a_known_phone(committed)
    devices.block(committed, phone.device, by=None, now=clock.now())
    committed.commit()

    answer = sign_in(client, phone)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/device-blocked")
