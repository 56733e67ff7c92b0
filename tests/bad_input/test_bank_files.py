"""Files that no bank sends: bombs, broken ones, and those of somebody else's account."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from schwifty import IBAN
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.bad_input import answers
from tests.bad_input.town import Town
from tests.client import Client
from tests.stories import bank_files

DATA = Path(__file__).parents[1] / "data"
BOMBS = sorted((DATA / "bombs").glob("*.xml"))
REFUSED = sorted((DATA / "statements" / "refused").glob("*.xml"))
IN_TIME = 2
"""Seconds of our own work in which any of them is refused; what others do does not count."""
DEPTH = 100_000
NO_FILES: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n" * 1000,
    "NUL": b"\x00" * 1000,
    "zip": b"PK\x03\x04" + b"\x00" * 1000,
    "JSON": b'{"entries": []}',
    "deep": b"<a>" * DEPTH + b"</a>" * DEPTH,
    "attributes": b"<a " + b" ".join(b'a%d="1"' % number for number in range(DEPTH)) + b"/>",
    "unknown encoding": b'<?xml version="1.0" encoding="klingon"?><a/>',
    "encoding bomb": b'<?xml version="1.0" encoding="UTF-7"?><a/>',
    "too large": b"<a>" + b" " * 21_000_000 + b"</a>",
}
REFERENCE = "RF18539007547034"


def _a_statement(town: Town, **changes: str) -> bytes:
    """A good file, of which some words are exchanged for others."""
    text = bank_files.top_up("08", iban=town.iban, reference=REFERENCE).decode()
    for found, instead in changes.items():
        assert found in text
        text = text.replace(found, instead)
    return text.encode()


def _send(town: Town, program: Client, content: bytes) -> dict[str, object]:
    """By a program and by a page; what the program hears."""
    posted = program.post(
        "/api/bank-statements",
        data=content,
        content_type="application/xml",
        headers=town.headers("treasurer"),
    )
    answers.refusal(_upload(town.visitor("treasurer"), content), 422)
    return answers.problem(posted, 422)


def _upload(treasurer: Client, content: bytes) -> TestResponse:
    """By the form; encoded here, because the test client leaves its temporary files open."""
    fields = {
        "csrf_token": answers.csrf_token(treasurer),
        "file": FileStorage(BytesIO(content), "statement.xml"),
    }
    boundary, body = encode_multipart(fields)
    content_type = f"multipart/form-data; boundary={boundary}"
    return treasurer.post("/treasurer/bank-statements/", data=body, content_type=content_type)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda path: path.stem)
def test_a_bomb_is_refused_at_its_first_line(town: Town, program: Client, bomb: Path) -> None:
    content, start = bomb.read_bytes(), time.thread_time()

    refused = _send(town, program, content)

    assert time.thread_time() - start < IN_TIME
    assert refused["type"] == "/problems/statement-carries-dtd"
    assert (refused["line"], refused["element"]) == (2, "Document")


@pytest.mark.parametrize("file", REFUSED, ids=lambda path: path.stem)
def test_a_broken_file_is_refused_with_line_and_element(
    town: Town, program: Client, file: Path
) -> None:
    refused = _send(town, program, file.read_bytes())

    assert refused["line"] >= 1
    assert refused["element"]
    assert str(refused["line"]) in str(refused["title"])


@pytest.mark.parametrize("content", NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_bank_file_is_refused(town: Town, program: Client, content: bytes) -> None:
    start = time.thread_time()

    assert str(_send(town, program, content)["type"]).startswith("/problems/statement-")
    assert time.thread_time() - start < IN_TIME


def test_a_file_of_an_unknown_account_is_refused(town: Town, program: Client) -> None:
    unknown = str(IBAN.generate("NL", bank_code="RABO", account_code="0123456789"))

    refused = _send(town, program, bank_files.top_up("02", iban=unknown, reference=REFERENCE))

    assert refused["type"] == "/problems/statement-of-another-account"
    assert refused["element"] == "IBAN"


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ("1000.00", "99999999999999999999.00"),
        ("1000.00", "1000.001"),
        ("1000.00", "-1000.00"),
        ("1000.00", "1e3"),
        ("1000.00", "1000,00"),
        ("1000.00", "\u0661000.00"),
        ("1000.00", "9" * 10_000),
        ("1275.40", "1275.41"),
        ("2026-09-01", "2026-02-30"),
        ("2026-09-01", "0000-00-00"),
        ("2026-08-31T22:30:00Z", "0001-01-01T00:00:00+14:00"),
        ("2026-08-31T22:30:00Z", "9999-12-31T23:59:59-14:00"),
        ("<ElctrncSeqNb>171", "<ElctrncSeqNb>" + "9" * 40),
        ("CRDT", "KRDT"),
        ("BOOK", ""),
        ("<Ccy>EUR", "<Ccy>USD"),
    ],
)
def test_a_wrong_word_refuses_the_whole_file(
    town: Town, program: Client, found: str, instead: str
) -> None:
    _send(town, program, _a_statement(town, **{found: instead}))


def test_no_file_at_all_is_said(town: Town) -> None:
    treasurer = town.visitor("treasurer")
    for file in ({}, {"file": ""}, {"file": (BytesIO(b""), "")}):
        answer = answers.send(treasurer, "/treasurer/bank-statements/", **file)
        answers.refusal(answer, 422)
