"""Every field of every request of the API, spoilt one at a time."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
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
WRONG_TYPES: dict[str, list[Any]] = {
    "integer": [True, 1.5, 1.0, "1", [], {}, 10**40, -1],
    "string": [1, 1.5, True, {}, ["x"]],
}
BAD_TEXTS = [" ", "a\u0000b", "\ud800", "x" * 10_000, "\u202e\u200b", "a\x1b[31mb"]


@pytest.mark.parametrize("good", PROGRAMS, ids=lambda good: good.path)
def test_a_wrong_type_names_its_field(program: Client, town: Town, good: Good) -> None:
    for field, value in _wrong(town, good):
        answer = _post(program, town, good, good.fields(town) | {field: value})
        errors = answers.problem(answer, 422).get("errors", {})
        assert field in errors, f"{good.path} takes {value!r} as {field}: {answer.text}"


@pytest.mark.parametrize("good", PROGRAMS, ids=lambda good: good.path)
def test_a_missing_field_is_named(program: Client, town: Town, good: Good) -> None:
    for field in good.fields(town).keys() - good.optional:
        fields = {name: value for name, value in good.fields(town).items() if name != field}
        answer = _post(program, town, good, fields)
        assert field in answers.problem(answer, 422)["errors"]


@pytest.mark.parametrize("good", PROGRAMS, ids=lambda good: good.path)
def test_an_unknown_field_is_named(program: Client, town: Town, good: Good) -> None:
    for field in ("surprise", "", "id", "__proto__", "x" * 10_000):
        answer = _post(program, town, good, good.fields(town) | {field: 1})
        assert field in answers.problem(answer, 422)["errors"]


@pytest.mark.parametrize("good", PROGRAMS, ids=lambda good: good.path)
def test_a_text_nobody_can_read_is_refused(program: Client, town: Town, good: Good) -> None:
    for field, value in good.fields(town).items():
        for text in BAD_TEXTS if isinstance(value, str) else []:
            answer = _post(program, town, good, good.fields(town) | {field: text})
            answers.problem(answer, 404, 409, 422)


def test_every_request_with_a_body_is_tried(app: Flask) -> None:
    described = app.test_client().get("/api/openapi.json").json["paths"]
    with_json = {
        path
        for path, operations in described.items()
        if "application/json"
        in operations.get("post", {}).get("requestBody", {}).get("content", {})
    }

    assert with_json == {good.path for good in PROGRAMS}


def _wrong(town: Town, good: Good) -> Iterator[tuple[str, Any]]:
    for field, value in good.fields(town).items():
        kind = "integer" if isinstance(value, int) else "string"
        if field not in good.optional:
            yield field, None
        for wrong in WRONG_TYPES[kind]:
            yield field, wrong


def _post(program: Client, town: Town, good: Good, fields: dict[str, Any]) -> TestResponse:
    path = requests.own_path(town, good.path)
    return program.post(path, json=fields, headers=town.headers(good.who))
