"""flask-smorest, kept to /api: it would answer for the pages too, and drop the `Allow` header."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Flask, request
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from wallet.api import problems
from wallet.edge import refusals
from wallet.edge.access import requires
from wallet.identity.permissions import Permission


class ScopedApi(Api):
    """Answers errors below /api as problem+json, and leaves every other path to the pages."""

    DEFAULT_ERROR_RESPONSE_NAME = None  # each operation names its own: wallet.api.problems

    def init_app(self, app: Flask, **kwargs: Any) -> None:
        super().init_app(app, **kwargs)
        for endpoint, view in app.view_functions.items():
            if endpoint.startswith("api-docs."):
                app.view_functions[endpoint] = _public(view)

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            self.spec.components.response(status.name, problems.response(status), lazy=True)

    def handle_http_exception(self, error: HTTPException) -> Any:
        """What does not fit its schema, with the fault of each field; else the usual page."""
        if not request.path.startswith("/api/"):
            return refusals.explain_http(error)
        messages = getattr(error, "data", {}).get("messages")
        if messages is None:
            return refusals.explain_http(error)
        return refusals.problem(
            "invalid-input",
            "Some fields are missing, unknown or not of the right form.",
            HTTPStatus.UNPROCESSABLE_ENTITY,
            errors=_by_field(messages),
        )


def _by_field(messages: Any) -> dict[str, Any]:
    """Field name -> sentences, whether the field came in the body or in the address."""
    found: dict[str, Any] = {}
    for place, faults in messages.items():
        found |= faults if isinstance(faults, dict) else {place: faults}
    return found


def _public(view: Callable[..., Any]) -> Callable[..., Any]:
    """The description of the API is for everybody; a bound method cannot carry that mark itself."""

    @requires(Permission.ANYONE)
    @wraps(view)
    def described(**kwargs: Any) -> Any:
        return view(**kwargs)

    return described
