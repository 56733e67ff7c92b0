"""A coordinator's program registers participants; a phone's program uses their start codes."""

from datetime import datetime
from typing import Any

import pytest

from tests import build
from tests.api.conftest import Town
from tests.client import Client, bearer
from wallet.money import Euros
from wallet.wallets import device_tokens, devices, wallets


def new(town: Town, **changes: Any) -> dict[str, Any]:
    born = {"pseudonym": "Blue bird", "birth_year": 1987, "programme_id": str(town.programme.id)}
    return born | changes


def test_a_token_of_a_coordinator_is_needed(client: Client, town: Town) -> None:
    assert client.get("/api/participants").status_code == 401
    assert client.get("/api/participants", headers=town.as_shopkeeper).status_code == 403
    assert client.post("/api/participants", json=new(town), headers=town.as_till).status_code == 403


def test_a_participant_is_registered_and_listed(client: Client, town: Town) -> None:
    made = client.post("/api/participants", json=new(town), headers=town.as_coordinator)
    listed = client.get("/api/participants", headers=town.as_colleague)

    assert made.status_code == 201
    assert listed.json == [made.json]
    assert made.json["pseudonym"] == "Blue bird"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pseudonym", ""),
        ("pseudonym", "x" * 101),
        ("birth_year", "1987"),
        ("birth_year", 1899),
        ("birth_year", 10**30),
        ("birth_year", True),
        ("programme_id", "x"),
        ("language", "de"),
        ("bsn", "123456782"),
    ],
)
def test_what_makes_no_sense_names_its_field(
    client: Client, town: Town, field: str, value: object
) -> None:
    answer = client.post(
        "/api/participants", json=new(town, **{field: value}), headers=town.as_coordinator
    )

    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_a_programme_of_others_is_not_there(client: Client, town: Town) -> None:
    other = build.a_programme(town.session)
    town.session.commit()

    answer = client.post(
        "/api/participants", json=new(town, programme_id=str(other.id)), headers=town.as_coordinator
    )

    assert answer.status_code == 404


def test_a_start_code_becomes_a_device_that_sees_its_wallet(client: Client, town: Town) -> None:
    made = client.post("/api/participants", json=new(town), headers=town.as_coordinator).json
    code = client.post(f"/api/participants/{made['id']}/enrolments", headers=town.as_coordinator)
    assert (code.status_code, code.json.keys()) == (201, {"code", "expires_at"})

    enrolled = client.post("/api/enrolments", json={"code": code.json["code"].lower()})

    assert enrolled.status_code == 201
    assert enrolled.json.keys() == {"handle", "secret", "server_time"}
    assert datetime.fromisoformat(enrolled.json["server_time"]).tzinfo is not None
    token = device_tokens.make(bytes.fromhex(enrolled.json["secret"]), enrolled.json["handle"])
    own = client.get("/api/wallet", headers=bearer(token))
    assert own.json == {"balance_cents": 0, "lapsing": []}


def test_a_start_code_works_once(client: Client, town: Town) -> None:
    made = client.post("/api/participants", json=new(town), headers=town.as_coordinator).json
    path = f"/api/participants/{made['id']}/enrolments"
    code = client.post(path, headers=town.as_coordinator).json
    client.post("/api/enrolments", json={"code": code["code"]})

    again = client.post("/api/enrolments", json={"code": code["code"]})
    unknown = client.post("/api/enrolments", json={"code": "\ud800-x"})

    assert (again.status_code, again.json["type"]) == (409, "/problems/enrolment-already-used")
    assert (unknown.status_code, unknown.json["type"]) == (409, "/problems/enrolment-code-unknown")


def test_a_participant_of_others_gets_no_code(client: Client, town: Town) -> None:
    stranger = build.a_wallet(town.session)
    town.session.commit()

    for page in ("enrolments", "purse"):
        path = f"/api/participants/{stranger.id}/{page}"
        call = client.get if page == "purse" else client.post
        assert call(path, headers=town.as_coordinator).status_code == 404


def test_a_coordinator_sees_what_is_in_a_purse(client: Client, town: Town) -> None:
    payer = town.a_payer(320)
    build.a_registration(town.session, town.coordinator, town.programme, payer.wallet)
    town.session.commit()

    answer = client.get(f"/api/participants/{payer.wallet.id}/purse", headers=town.as_coordinator)

    assert answer.json["balance_cents"] == 320


def test_a_device_sees_its_events(client: Client, town: Town) -> None:
    payer = town.a_payer(320)
    token = device_tokens.make(payer.secret, payer.device.handle)

    events = client.get("/api/wallet/events", headers=bearer(token))

    assert [(event["kind"], event["change_cents"]) for event in events.json] == [("earned", 320)]
    assert wallets.balance(town.session, payer.wallet) == Euros(320)


def test_a_wrong_proof_or_a_blocked_device_sees_nothing(client: Client, town: Town) -> None:
    payer = town.a_payer(320)
    token = device_tokens.make(payer.secret, payer.device.handle)
    wrong = device_tokens.make(bytes(32), payer.device.handle)

    assert client.get("/api/wallet", headers=bearer(wrong)).status_code == 401
    assert client.get("/api/wallet", headers=bearer("12345678.ff")).status_code == 401
    assert client.get("/api/wallet", headers=town.as_till).status_code == 403
    devices.block(town.session, payer.device, by=town.coordinator.person, now=build.NOW)
    town.session.commit()
    assert client.get("/api/wallet", headers=bearer(token)).status_code == 401
