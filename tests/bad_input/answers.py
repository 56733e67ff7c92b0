"""What somebody must hear who asked for the impossible: a status, a sentence, and no secrets."""

import re
from functools import lru_cache
from typing import Any

from lxml import html
from werkzeug.test import TestResponse

from tests.client import Client

INSIDES = re.compile(
    r"Traceback|File \"|psycopg|sqlalchemy|wallet\.\w+\.|Exception|object at 0x|NoneType"
    r"|\bck_|\bfk_|\buq_"
)
"""What never leaves the server: stack traces, names of our code, drivers and constraints."""

ALERTS = "//*[@role='alert'] | //*[contains(@class, 'notice bad')]"


def problem(answer: TestResponse, *statuses: int) -> dict[str, Any]:
    """A refusal by the API: problem+json with one of these statuses and a title for people."""
    assert answer.status_code in statuses, f"{answer.request.path}: {answer.status} {answer.text}"
    assert answer.mimetype == "application/problem+json", answer.headers
    body = answer.json
    assert body["status"] == answer.status_code
    assert body["type"].startswith("/problems/")
    _is_sentence(body["title"])
    assert not INSIDES.search(answer.text), answer.text
    return dict(body)


def refusal(answer: TestResponse, *statuses: int) -> str:
    """A refusal on a page: one of these statuses, and what it says is wrong."""
    assert answer.status_code in statuses, f"{answer.request.path}: {answer.status}"
    assert answer.mimetype == "text/html"
    assert not INSIDES.search(answer.text), answer.text
    said = " ".join(
        " ".join(alert.text_content().split())
        for alert in html.fromstring(answer.text).xpath(ALERTS)
    )
    _is_sentence(said)
    return said


def send(visitor: Client, path: str, **fields: Any) -> TestResponse:
    """Post a form as a page of ours would, whatever its fields hold."""
    return visitor.post(path, data={"csrf_token": csrf_token(visitor), **fields})


@lru_cache(maxsize=64)
def csrf_token(visitor: Client) -> str:
    """Of this browser's session, whatever page it is on."""
    page = html.fromstring(visitor.get("/sign-in/").text)
    (token,) = page.xpath("//meta[@name='csrf-token']/@content")
    return str(token)


def _is_sentence(text: str) -> None:
    assert len(text.split()) >= 2, f"{text!r} is no sentence"
