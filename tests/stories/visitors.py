"""Browsers in which somebody is signed in; each page and form is first tried by everybody else."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from tests.bad_input.answers import ALERTS, csrf_token
from tests.client import Client
from tests.stories.next_door import NextDoor
from wallet.identity.permissions import Role

NOBODY_ELSE: frozenset[Role] = frozenset()
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


@dataclass(frozen=True)
class Page:
    """What somebody sees, and where."""

    path: str
    root: Any

    @property
    def text(self) -> str:
        return " ".join(self.root.xpath("string(//body)").split())

    @property
    def refusal(self) -> str:
        """The sentence that says what is wrong."""
        found = " ".join(each.text_content() for each in self.root.xpath(ALERTS))
        assert found.strip(), f"{self.path} gives no reason"
        return " ".join(found.split())

    def find(self, xpath: str) -> str:
        """The words, or the attribute, of the one thing there."""
        (found,) = self.root.xpath(xpath)
        text = found if isinstance(found, str) else found.text_content()
        return " ".join(str(text).split())

    @property
    def id(self) -> str:
        """Of what the page is about: the last in its address."""
        return re.findall(r"[0-9a-f-]{36}", self.path)[-1]


@dataclass(frozen=True)
class Strangers:
    """Browsers of everybody next door, and of nobody."""

    by_role: dict[Role, Client]
    nobody: Client

    @classmethod
    def invite(cls, app: Flask, next_door: NextDoor) -> "Strangers":
        by_role = {}
        for role in Role:
            by_role[role] = client = new_browser(app)
            if role is Role.PARTICIPANT:
                client.sign_in_device(next_door.device_id)
            elif role is Role.TILL:
                client.sign_in_till(next_door.till_token)
            else:
                client.sign_in(next_door.members[role])
        return cls(by_role, new_browser(app))

    def are_kept_out(self, open_to: AbstractSet[Role], method: str, path: str, data: Any) -> None:
        """Others find nothing, nobody is asked to sign in; nor is there anything for a namesake."""
        for role, client in self.by_role.items():
            if role in open_to and not _ID.search(path):
                continue
            answer = _ask(client, method, path, data)
            assert answer.status_code == 404, f"{role} at {method} {path}: {answer.status}"
        answer = _ask(self.nobody, method, path, data)
        assert answer.status_code == (302 if method == "GET" else 401), f"{path}: {answer.status}"


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser. `shared_with` names the other roles a page is open to."""

    browser: Client
    strangers: Strangers
    role: Role

    def read(self, path: str, *, shared_with: AbstractSet[Role] = NOBODY_ELSE) -> Page:
        self.strangers.are_kept_out({self.role} | shared_with, "GET", path, None)
        answer = self.browser.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"
        return _page(answer)

    def press(self, path: str, **how: Any) -> Page:
        """Send the form that goes to this address, from a page that has no other fields for it."""
        return self.send(path, {}, **how)

    def submit(self, on: str, fields: dict[str, Any], *, to: str | None = None, **how: Any) -> Page:
        """Open a page, fill in its form as it stands there, and send it."""
        page = self.read(on)
        xpath = "//main//form[@method='post']" + (f"[@action='{to}']" if to else "")
        (form,) = page.root.xpath(xpath)
        unknown = fields.keys() - {field.name for field in form.inputs}
        assert not unknown, f"the form on {on} has no field {unknown}"
        return self.send(form.get("action") or on, dict(form.form_values()) | fields, **how)

    def send(
        self,
        path: str,
        fields: dict[str, Any],
        *,
        status: int | None = None,
        shared_with: AbstractSet[Role] = NOBODY_ELSE,
    ) -> Page:
        self.strangers.are_kept_out({self.role} | shared_with, "POST", path, fields)
        answer = _ask(self.browser, "POST", path, fields)
        while answer.status_code in (302, 307):
            method = "POST" if answer.status_code == 307 else "GET"
            answer = _ask(self.browser, method, answer.headers["Location"], fields)
        page = _page(answer)
        expected = (200, 201) if status is None else (status,)
        assert answer.status_code in expected, f"POST {path}: {answer.status} {page.text}"
        return page


def public_page(app: Flask, path: str) -> Page:
    """As anybody sees it."""
    answer = new_browser(app).get(path)
    assert answer.status_code == 200
    return _page(answer)


def new_browser(app: Flask) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    return client


def _ask(client: Client, method: str, path: str, data: Any) -> TestResponse:
    """Fields as a page of ours sends them; bytes are a file."""
    if method == "GET":
        return client.get(path)
    fields = {
        name: (BytesIO(value), "file.xml") if isinstance(value, bytes) else value
        for name, value in data.items()
    }
    return client.post(path, data=fields | {"csrf_token": csrf_token(client)})


def _page(answer: TestResponse) -> Page:
    return Page(answer.request.path, html.fromstring(answer.text))
