"""Is a statement of Social Return valid? For whoever holds the paper, without an account."""

from http import HTTPStatus

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import statements
from wallet.social_return.statements import Statement, StatementNotFound
from wallet.web import declaration_files
from wallet.web.public.blueprint import bp

HIGHEST = 2**31 - 1


@bp.get("/statements")
@requires(Permission.ANYONE)
def check_statement() -> ResponseReturnValue:
    """By number and check together: neither alone finds anything, so nothing can be listed."""
    is_asked = "number" in request.args
    statement = _asked() if is_asked else None
    page = render_template("public/statement.html", statement=statement, is_asked=is_asked)
    is_unknown = is_asked and statement is None
    return page, HTTPStatus.NOT_FOUND if is_unknown else HTTPStatus.OK


@bp.get("/statements/statement.json")
@requires(Permission.ANYONE)
def signed_statement() -> ResponseReturnValue:
    """The signed text, for `docs/verify_statement.py`."""
    statement = _asked()
    if statement is None:
        raise StatementNotFound
    return declaration_files.statement_json(statement)


def _asked() -> Statement | None:
    number = request.args.get("number", type=int)
    if number is None or not 0 < number <= HIGHEST:
        return None
    try:
        return statements.get_by_check(db.session, number, request.args.get("check", "")[:40])
    except StatementNotFound:
        return None
