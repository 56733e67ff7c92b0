"""Addresses of things that are not there, or are somebody else's, in pages and API alike."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.bad_input import answers, requests
from tests.bad_input.town import Town
from tests.client import Client
from wallet.identity.permissions import Permission

NO_UUID = [
    "1",
    "x",
    "null",
    "%00",
    "..",
    "{}",
    "6f1f2a52",
    "9" * 10_000,
    "%F0%9F%8D%9E",
    "' or 1=1",
]
MAY_COME_LATER = "/revocation"
"""A till may give up on a request that has not arrived yet."""


def _with_ids(app: Flask) -> Iterator[tuple[Rule, str, Permission]]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", Permission.ANYONE)
        if "<uuid:" in rule.rule and not rule.rule.endswith(MAY_COME_LATER):
            for method in (rule.methods or set()) & {"GET", "POST"}:
                yield rule, method, permission


def test_what_is_not_there_is_not_found(app: Flask, town: Town, program: Client) -> None:
    for rule, method, permission in _with_ids(app):
        who, path = requests.someone_with(permission) or "nobody", requests.nowhere(rule.rule)
        if path.startswith("/api/"):
            answer = program.open(path, method=method, headers=town.headers(who))
            answers.problem(answer, 404, 409, 422)
        elif method == "GET":
            assert town.visitor(who).get(path).status_code == 404, path
        else:
            answer = answers.send(town.visitor(who), path)
            assert answer.status_code in (404, 422), f"{path}: {answer.status}"


@pytest.mark.parametrize("text", NO_UUID)
def test_what_is_no_id_is_not_found(app: Flask, town: Town, program: Client, text: str) -> None:
    for rule, method, permission in _with_ids(app):
        who, path = requests.someone_with(permission), requests._ARGUMENT.sub(text, rule.rule)
        headers = town.headers(who) if who and path.startswith("/api/") else {}
        answer = program.open(path, method=method, headers=headers)
        assert answer.status_code in (400, 404, 405, 308), f"{method} {path}: {answer.status}"
