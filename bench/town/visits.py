"""Visitors who follow the links of the pages they may see, one of each kind and a few more."""

import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from bench.town.processor import Processor

VARIANTS = 4
"""So many addresses of one kind are looked at: the first of a list is not always the largest."""
TIMES = 5
OK = 200
ANSWERS = {OK, 409}
"""A refusal is an answer too: an invoice cannot be made of a request that lacks an address."""
NOT_FOR_THEM = range(400, 500)
"""Lists of the API for another role, or of one thing that must be named."""
NOT_FOLLOWED = re.compile(r"^/(static|sign-in|language|healthz|metrics)")


@dataclass(frozen=True)
class Visitor:
    """Who looks, and where they begin."""

    role: str
    key: str | None
    """As the session cookie says it; nobody when None."""
    begins: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One address, what it answered, and how long that took."""

    role: str
    endpoint: str
    path: str
    is_html: bool
    size: int
    milliseconds: tuple[float, ...]
    processor: float
    """Milliseconds of processor time of one look, in the mean."""

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


class PageFailed(Exception):
    """A page gave no answer, or was not found."""


def walk(
    app: Flask, visitor: Visitor, *, processor: Processor | None = None, times: int = TIMES
) -> Iterator[Page]:
    """Every kind of page this visitor comes to by links. Raises PageFailed."""
    client = app.test_client()
    if visitor.key is not None:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = visitor.key
            cookie["_fresh"] = True
    seen: defaultdict[str, set[str]] = defaultdict(set)
    unlinked = _lists_of_the_api(app)
    waiting = [*visitor.begins, *unlinked]
    for path in waiting:
        endpoint = _endpoint(app, path)
        if endpoint is None or path in seen[endpoint] or len(seen[endpoint]) >= VARIANTS:
            continue
        seen[endpoint].add(path)
        answer = _get(client, path)
        if path in unlinked and answer.status_code in NOT_FOR_THEM:
            continue
        if answer.status_code not in ANSWERS:
            raise PageFailed(f"{visitor.role} at {path}: {answer.status}")
        is_html = answer.mimetype == "text/html"
        if is_html:
            waiting += _links(answer)
        before = processor.milliseconds() if processor else 0
        taken = tuple(_timed(client, path) for _ in range(times))
        spent = (processor.milliseconds() - before) / times if processor else 0
        yield Page(visitor.role, endpoint, path, is_html, len(answer.data), taken, spent)


def slowest_of_each_kind(pages: list[Page]) -> list[Page]:
    """By role and endpoint, in that order."""
    found: dict[tuple[str, str], Page] = {}
    for page in sorted(pages, key=lambda page: page.median):
        found[page.role, page.endpoint] = page
    return [found[kind] for kind in sorted(found)]


def _get(client: FlaskClient, path: str) -> TestResponse:
    answer = client.get(path, follow_redirects=True)
    answer.get_data()
    return answer


def _timed(client: FlaskClient, path: str) -> float:
    start = time.perf_counter()
    _get(client, path)
    return (time.perf_counter() - start) * 1000


def _links(answer: TestResponse) -> list[str]:
    found = html.fromstring(answer.text).xpath("//a[@href]/@href")
    here = [str(link).split("#")[0] for link in found if str(link).startswith("/")]
    return [link for link in dict.fromkeys(here) if link and not NOT_FOLLOWED.match(link)]


def _lists_of_the_api(app: Flask) -> list[str]:
    """No page links to them: what programs ask for without naming anything."""
    rules = app.url_map.iter_rules()
    return sorted(
        {
            rule.rule
            for rule in rules
            if rule.rule.startswith("/api/")
            and "GET" in (rule.methods or ())
            and not rule.arguments
        }
    )


def _endpoint(app: Flask, path: str) -> str | None:
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path.partition("?")[0], method="GET")
    except HTTPException:
        return None
    return str(endpoint)
