"""One request is one transaction, and every route says who may use it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, request

from wallet.edge import access
from wallet.edge.session import db
from wallet.errors import WalletError
from wallet.identity.permissions import Permission

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_DECLARED_ELSEWHERE = {"static"}


def guard(app: Flask) -> None:
    """Give every view its permission check and its transaction, or refuse to start."""
    for endpoint, view in app.view_functions.items():
        if endpoint in _DECLARED_ELSEWHERE:
            continue
        permission = getattr(view, "permission", None)
        if permission is None:
            raise LookupError(f"route {endpoint!r} does not say who may use it")
        app.view_functions[endpoint] = _guarded(view, permission)


def _guarded(view: Callable[..., Any], permission: Permission) -> Callable[..., Any]:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        session = db.session
        session.rollback()  # whatever was read before the view belongs to no transaction of ours
        with session.begin():
            if request.method in SAFE_METHODS:
                session.connection(execution_options={"postgresql_readonly": True})
            access.check(permission)
            try:
                return view(*args, **kwargs)
            except WalletError as error:
                if not error.is_on_record:
                    raise
                refusal = error  # it was written down: keep the transaction, then refuse
        raise refusal

    return guarded
