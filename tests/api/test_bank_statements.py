"""A program of the treasurer hands in the bank's files."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import treasury
from tests.client import Client
from tests.treasury import Treasury
from wallet.banking import untrusted_xml
from wallet.ledger import audit

PATH = "/api/bank-statements"
REFUSED = Path(__file__).parents[1] / "data" / "statements" / "refused"


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


def test_it_takes_a_token(client: Client, office: Treasury) -> None:
    assert client.post(PATH, data=office.a_file()).status_code == 401
    assert client.get(f"{PATH}/unmatched").status_code == 401


def test_it_takes_a_treasurer(client: Client, office: Treasury) -> None:
    sponsor = office.token_of(treasury.a_sponsor(office))

    assert client.post(PATH, data=office.a_file(), headers=sponsor).status_code == 403
    assert client.get(f"{PATH}/unmatched", headers=sponsor).status_code == 403


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/octet-stream", None])
def test_a_file_is_taken_in_and_counted(client: Client, office: Treasury, kind: str | None) -> None:
    request = office.a_request(50_00)
    content = office.a_file(treasury.credit(50_00, request.reference), treasury.credit(5_00))

    answer = client.post(PATH, data=content, content_type=kind, headers=office.as_treasurer)

    assert (answer.status_code, answer.json) == (
        201,
        {"entries": 2, "matched": 1, "unmatched": 1},
    )
    assert office.pot() == 50_00


def test_the_same_file_again_gives_the_first_answer(client: Client, office: Treasury) -> None:
    request = office.a_request(50_00)
    content = office.a_file(treasury.credit(50_00, request.reference))
    headers = office.as_treasurer
    first = client.post(PATH, data=content, headers=headers)

    again = client.post(PATH, data=content, headers=headers)

    assert (again.status_code, again.json) == (200, first.json)
    assert office.pot() == 50_00


def test_the_same_file_twice_at_the_same_time_is_booked_once(
    app: Flask, office: Treasury, engine: Engine
) -> None:
    request = office.a_request(50_00)
    content = office.a_file(treasury.credit(50_00, request.reference))
    headers, start = office.as_treasurer, Barrier(4)

    def hand_in(_: int) -> tuple[int, object]:
        start.wait()
        answer = app.test_client().post(PATH, data=content, headers=headers)
        return answer.status_code, answer.json

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(hand_in, range(4)))

    assert sorted(status for status, _ in answers) == [200, 200, 200, 201]
    assert all(body == {"entries": 1, "matched": 1, "unmatched": 0} for _, body in answers)
    assert office.pot() == 50_00
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean


@pytest.mark.parametrize(
    ("name", "code", "element"),
    [
        ("bomb.xml", "statement-carries-dtd", "Document"),
        ("dtd.xml", "statement-carries-dtd", "Document"),
        ("outside_entity.xml", "statement-carries-dtd", "Document"),
        ("cut_off.xml", "statement-broken", "Document"),
        ("empty.xml", "statement-broken", "Document"),
        ("payment_file.xml", "statement-of-unknown-kind", "Document"),
        ("three_decimals.xml", "statement-element-wrong", "Amt"),
        ("does_not_add_up.xml", "statement-does-not-add-up", "Bal"),
    ],
)
def test_a_bad_file_is_refused_whole_and_says_where(
    client: Client, office: Treasury, name: str, code: str, element: str
) -> None:
    content = (REFUSED / name).read_bytes()

    answer = client.post(PATH, data=content, headers=office.as_treasurer)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["type"] == f"/problems/{code}"
    assert answer.json["element"] == element
    assert answer.json["line"] >= 1
    assert str(answer.json["line"]) in answer.json["title"]
    assert client.get(f"{PATH}/unmatched", headers=office.as_treasurer).json == []


def test_a_file_of_somebody_elses_account_is_refused(client: Client, office: Treasury) -> None:
    stranger = treasury.open_treasury(office.session)
    content = stranger.a_file(treasury.credit(5_00))

    answer = client.post(PATH, data=content, headers=office.as_treasurer)

    assert answer.status_code == 422
    assert answer.json["type"] == "/problems/statement-of-another-account"
    assert answer.json["element"] == "IBAN"
    assert client.get(f"{PATH}/unmatched", headers=stranger.as_treasurer).json == []


def test_a_file_of_thirty_megabytes_is_too_large(client: Client, office: Treasury) -> None:
    answer = client.post(PATH, data=b" " * 30_000_000, headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/statement-too-large")
    assert str(untrusted_xml.MAX_BYTES) in answer.json["title"]


def test_what_nobody_can_explain_is_listed(client: Client, office: Treasury) -> None:
    entry = office.an_unmatched_entry(12_50)

    (listed,) = client.get(f"{PATH}/unmatched", headers=office.as_treasurer).json

    assert listed["id"] == str(entry.id)
    assert (listed["direction"], listed["amount_cents"]) == ("credit", 12_50)
    assert listed["iban"] == office.programme.bank_account.iban
