"""What our own scripts do on a page: send JSON with the page's CSRF token."""

from dataclasses import dataclass
from typing import Any

from lxml import html

from tests.client import Client

ACCEPT = {"Accept": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What the script hears."""

    status_code: int
    json: dict[str, Any]
    headers: Any


def get_json(client: Client, target: str, *, language: str = "nl") -> Answer:
    answer = client.get(target, headers=ACCEPT | {"Accept-Language": language})
    return Answer(answer.status_code, answer.get_json(), answer.headers)


def post_json(client: Client, page: str, target: str, body: Any) -> Answer:
    """Open the page, then post as its script would."""
    token = html.fromstring(client.get(page).text).xpath("//meta[@name='csrf-token']/@content")[0]
    answer = client.post(target, json=body, headers=ACCEPT | {"X-CSRFToken": token})
    return Answer(answer.status_code, answer.get_json(), answer.headers)
