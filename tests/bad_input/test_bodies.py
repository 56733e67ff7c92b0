"""What is no JSON object at all, sent to every route of the API that takes one."""

import pytest
from werkzeug.test import TestResponse

from tests.bad_input import answers, requests
from tests.bad_input.card_forms import CARD_PROGRAMS
from tests.bad_input.declared_forms import DECLARED_PROGRAMS
from tests.bad_input.phone_requests import PHONE_PROGRAMS
from tests.bad_input.requests import PROGRAMS as OTHERS
from tests.bad_input.requests import Good
from tests.bad_input.social_return_forms import SOCIAL_RETURN_PROGRAMS
from tests.bad_input.town import Town
from tests.client import Client

PROGRAMS = [*OTHERS, *CARD_PROGRAMS, *PHONE_PROGRAMS, *DECLARED_PROGRAMS, *SOCIAL_RETURN_PROGRAMS]
DEPTH = 100_000
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "cut off": b'{"price_cents": 1',
    "an array": b"[]",
    "a string": b'"text"',
    "a number": b"1",
    "null": b"null",
    "two values": b"{} {}",
    "single quotes": b"{'code': 1}",
    "no UTF-8": b'{"code": "\xff"}',
    "UTF-16": '{"code": "1"}'.encode("utf-16"),
    "XML": b"<sale/>",
    "a form": b"price_cents=1",
    "deep arrays": b"[" * DEPTH + b"]" * DEPTH,
    "deep objects": b'{"a":' * DEPTH + b"1" + b"}" * DEPTH,
    "never closed": b"[" * DEPTH,
    "a number without end": b'{"price_cents": ' + b"9" * 10_000 + b"}",
    "NaN": b'{"price_cents": NaN}',
    "a key of 10 kB": b'{"' + b"k" * 10_000 + b'": 1}',
    "a NUL": b'{"\\u0000": "\\u0000"}',
    "half a character": b'{"\\ud800": "\\ud800"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_object_is_refused_everywhere(program: Client, town: Town, body: bytes) -> None:
    for good in PROGRAMS:
        answer = _post(program, town, good, body, "application/json")
        answers.problem(answer, 400, 422)


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data", "", "x" * 1000, "\u00e9"],
)
def test_another_content_type_is_no_body(program: Client, town: Town, content_type: str) -> None:
    for good in PROGRAMS:
        answer = _post(program, town, good, b'{"name": "x"}', content_type)
        answers.problem(answer, 400, 415, 422)


def _post(program: Client, town: Town, good: Good, body: bytes, content_type: str) -> TestResponse:
    return program.post(
        requests.own_path(town, good.path),
        data=body,
        content_type=content_type,
        headers=town.headers(good.who),
    )
