"""How the description of the API tells who may ask, and how each refusal looks (RFC 9457)."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from apispec import BasePlugin
from flask import Flask
from marshmallow import INCLUDE, Schema, fields
from werkzeug.routing import Rule

from wallet.identity.permissions import Permission

MEANINGS: dict[HTTPStatus, str] = {
    HTTPStatus.UNAUTHORIZED: "No bearer token, or one that is not known.",
    HTTPStatus.FORBIDDEN: "The token is known; its role may not do this.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or it is not yours.",
    HTTPStatus.CONFLICT: "It makes sense, but a rule says no, now. `type` says which.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "It makes no sense at all. `errors` names the fields.",
}
BEARER: list[dict[str, list[str]]] = [{"bearer": []}]


class Problem(Schema):
    """Every refusal. `type` is `/problems/` and a lasting code; `title` is for people."""

    type = fields.String(required=True, metadata={"example": "/problems/not-paid"})
    title = fields.String(required=True, metadata={"example": "Nothing was paid."})
    status = fields.Integer(required=True, metadata={"example": 409})
    errors = fields.Dict(metadata={"description": "Field name -> sentences."})

    class Meta:
        """A problem may carry facts of its own, such as the line of a file."""

        unknown = INCLUDE


def response(status: HTTPStatus) -> dict[str, Any]:
    """How the description shows a refusal with this status."""
    content = {"application/problem+json": {"schema": Problem}}
    return {"description": MEANINGS.get(status, status.phrase), "content": content}


class Refusals(BasePlugin):
    """Adds to each operation what its permission, path and method say it may be refused with."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **known: Any
    ) -> None:
        rule: Rule = known["rule"]
        view = self._app.view_functions[rule.endpoint]
        permission = getattr(view, "permission", Permission.ANYONE)  # the guard refuses none
        for method, operation in (operations or {}).items():
            if permission is not Permission.ANYONE:
                operation["security"] = BEARER
            responses = operation.setdefault("responses", {})
            for status in refusals_of(permission, rule, method, operation):
                responses[status] = status.name


def refusals_of(
    permission: Permission, rule: Rule, method: str, operation: dict[str, Any]
) -> Iterable[HTTPStatus]:
    """The statuses that an operation may answer besides its own."""
    if permission is not Permission.ANYONE:
        yield HTTPStatus.UNAUTHORIZED
        yield HTTPStatus.FORBIDDEN
    if rule.arguments or method == "post":
        yield HTTPStatus.NOT_FOUND
    if method == "post":
        yield HTTPStatus.CONFLICT
    if method == "post" or operation.get("parameters"):
        yield HTTPStatus.UNPROCESSABLE_ENTITY
