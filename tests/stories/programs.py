"""Programs that act for somebody over the JSON API; each step is first tried by everybody else."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.client import Client, bearer
from tests.stories.next_door import NextDoor
from wallet.identity.permissions import Role

PROBLEM = "application/problem+json"
NOBODY_ELSE: frozenset[Role] = frozenset()
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


@dataclass(frozen=True)
class Program:
    """It holds a bearer token. `shared_with` names the other roles a request is open to."""

    client: Client
    next_door: NextDoor
    role: Role
    token: str

    def get(self, path: str, *, shared_with: AbstractSet[Role] = NOBODY_ELSE, **query: str) -> Any:
        return self.ask("GET", path, shared_with=shared_with, query_string=query).json

    def post(
        self,
        path: str,
        json: Any = None,
        *,
        status: int = 201,
        shared_with: AbstractSet[Role] = NOBODY_ELSE,
    ) -> Any:
        body = {} if json is None else {"json": json}
        return self.ask("POST", path, status=status, shared_with=shared_with, **body).json

    def send(self, path: str, xml: bytes, *, status: int = 201) -> Any:
        """Post a file of the bank."""
        return self.ask("POST", path, status=status, data=xml, content_type="application/xml").json

    def ask(
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        shared_with: AbstractSet[Role] = NOBODY_ELSE,
        **asked: Any,
    ) -> TestResponse:
        self._is_closed_to_others({self.role} | shared_with, method, path, asked)
        answer = self.client.open(path, method=method, headers=bearer(self.token), **asked)
        assert answer.status_code == status, f"{method} {path}: {answer.status} {answer.text}"
        return answer

    def _is_closed_to_others(
        self, open_to: AbstractSet[Role], method: str, path: str, asked: dict[str, Any]
    ) -> None:
        """Other roles hear 403 and nobody 401; who has the role next door finds nothing here."""
        for role, token in self.next_door.tokens.items():
            if role in open_to and not _is_about_ours(path, role):
                continue
            answer = self.client.open(path, method=method, headers=bearer(token), **asked)
            if role in open_to:
                is_problem(answer, 404)
            else:
                is_problem(answer, 403, "not-allowed")
        is_problem(self.client.open(path, method=method, **asked), 401, "sign-in-required")


def _is_about_ours(path: str, role: Role) -> bool:
    """The address names something; a till may revoke any request id, before it arrives."""
    is_revocation = role is Role.TILL and path.endswith("/reversal")
    return bool(_ID.search(path)) and not is_revocation


def is_problem(answer: TestResponse, status: int, code: str | None = None) -> None:
    """A refusal as RFC 9457 describes it, with a sentence for people."""
    assert answer.status_code == status, f"{answer.request.path}: {answer.status} {answer.text}"
    assert answer.mimetype == PROBLEM
    assert answer.json["status"] == status
    assert answer.json["title"].strip()
    assert code is None or answer.json["type"] == f"/problems/{code}"
