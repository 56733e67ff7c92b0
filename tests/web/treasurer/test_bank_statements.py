"""The bank's file comes in by a form."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import treasury
from tests.client import Client
from tests.treasury import Treasury

PAGE = "/treasurer/bank-statements/"
FORM = "form[@enctype='multipart/form-data']"
REFUSED = Path(__file__).parents[2] / "data" / "statements" / "refused"


def upload(client: Client, content: bytes, name: str = "statement.xml") -> TestResponse:
    return client.submit(PAGE, form=FORM, file=(BytesIO(content), name))


def test_a_file_is_taken_in_and_told(visitor: Client, office: Treasury) -> None:
    request = office.a_request(50_00)
    paid = treasury.credit(50_00, request.reference, name="Builders")
    answer = upload(visitor, office.a_file(paid, treasury.credit(5_00, name="Nobody")))

    assert answer.status_code == 302
    page = visitor.get(answer.location).text
    assert "The statement is taken in." in page
    assert "1 entry is to be matched." in page
    assert "Builders" in page
    assert office.fund.name in page
    assert "Nobody" in page
    assert office.pot() == 50_00


def test_the_same_file_again_changes_nothing(visitor: Client, office: Treasury) -> None:
    content = office.a_file(treasury.credit(50_00, office.a_request(50_00).reference))
    first = upload(visitor, content)

    again = upload(visitor, content)

    assert again.location == first.location
    assert "taken in before" in visitor.get(again.location).text
    assert office.pot() == 50_00


def test_files_are_listed_with_what_is_open(visitor: Client, office: Treasury) -> None:
    office.an_unmatched_entry(5_00)

    page = visitor.get(PAGE).text

    assert "1 to be matched" in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bomb.xml", "document type"),
        ("dtd.xml", "document type"),
        ("cut_off.xml", "not a whole bank file"),
        ("no_xml.xml", "the element :62F: is missing"),
        ("payment_file.xml", "camt.053.001.02"),
        ("other_currency.xml", "Only euros"),
    ],
)
def test_a_bad_file_is_refused_on_the_page(
    visitor: Client, office: Treasury, name: str, words: str
) -> None:
    answer = upload(visitor, (REFUSED / name).read_bytes(), name)

    assert answer.status_code == 422
    assert "Line " in answer.text
    assert words in answer.text
    assert "No bank statements yet" in answer.text


def test_a_file_of_somebody_elses_account_is_refused(visitor: Client, office: Treasury) -> None:
    stranger = treasury.open_treasury(office.session)

    answer = upload(visitor, stranger.a_file(treasury.credit(5_00)))

    assert answer.status_code == 422
    assert "is not an account of your programmes" in answer.text


def test_a_file_that_is_refused_halfway_leaves_nothing(visitor: Client, office: Treasury) -> None:
    upload(visitor, office.a_file(treasury.credit(5_00)))

    answer = upload(visitor, office.a_file(treasury.credit(5_00), treasury.credit(6_00)))

    assert answer.status_code == 422
    assert visitor.get("/treasurer/bank-entries/").text.count("€6.00") == 0


def test_a_file_of_thirty_megabytes_is_too_large(visitor: Client, office: Treasury) -> None:
    answer = upload(visitor, b" " * 30_000_000)
    answer.request.environ["wsgi.input"].close()  # werkzeug keeps a large form in a file

    assert answer.status_code == 422
    assert "the file is too large" in answer.text


def test_no_file_is_said_beside_the_field(visitor: Client, office: Treasury) -> None:
    answer = visitor.submit(PAGE, form=FORM, file=(BytesIO(b""), ""))

    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_the_same_file_twice_at_the_same_time_is_booked_once(app: Flask, office: Treasury) -> None:
    content = office.a_file(treasury.credit(50_00, office.a_request(50_00).reference))
    start = Barrier(2)

    def hand_in(member: Any) -> TestResponse:
        client = app.test_client()
        assert isinstance(client, Client)
        client.sign_in(member)
        client.get(PAGE)
        start.wait()
        return upload(client, content)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(hand_in, (office.treasurer, office.colleague)))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].location == answers[1].location
    assert office.pot() == 50_00
