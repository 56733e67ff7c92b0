"""The entries on bank statements that no reference explains."""

from http import HTTPStatus
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import assignments, matches, reconciliation
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import bank_entries_bp as bp


@bp.get("/")
@requires(Permission.IMPORT_STATEMENTS)
def index() -> ResponseReturnValue:
    entries = reconciliation.unmatched(db.session, access.organisation().id)
    return render_template("treasurer/bank_entries/index.html", entries=entries)


@bp.get("/<uuid:entry_id>")
@requires(Permission.IMPORT_STATEMENTS)
def show(entry_id: UUID) -> ResponseReturnValue:
    return page_of(entry_id, Form(values={}))


def page_of(entry_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    """One entry, with what it may be, and what was refused just now."""
    operator_id = access.organisation().id
    entry = assignments.get_entry(db.session, operator_id, entry_id)
    page = render_template(
        "treasurer/bank_entries/show.html",
        match=matches.of_entries(db.session, [entry])[0],
        requests=assignments.requests_for(db.session, operator_id, entry),
        settlements=assignments.settlements_for(db.session, operator_id, entry),
        form=form,
    )
    return page, form.status
