"""What authorities stated about the contracts of this contractor."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import statements
from wallet.social_return.statements import Statement
from wallet.web import declaration_files
from wallet.web.sponsor.blueprint import statements_bp as bp


@bp.get("/")
@requires(Permission.SEE_CONTRIBUTIONS)
def index() -> ResponseReturnValue:
    mine = statements.of_contractor(db.session, access.organisation().id)
    return render_template("sponsor/statements/index.html", statements=mine)


@bp.get("/<uuid:statement_id>.pdf")
@requires(Permission.SEE_CONTRIBUTIONS)
def pdf(statement_id: UUID) -> ResponseReturnValue:
    return declaration_files.statement_pdf(_statement(statement_id))


@bp.get("/<uuid:statement_id>.json")
@requires(Permission.SEE_CONTRIBUTIONS)
def json(statement_id: UUID) -> ResponseReturnValue:
    return declaration_files.statement_json(_statement(statement_id))


def _statement(statement_id: UUID) -> Statement:
    return statements.get_seen_by(db.session, access.organisation().id, statement_id)
