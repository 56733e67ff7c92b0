"""The entries on bank statements that no reference explains."""

from http import HTTPStatus
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import assignments, matches, reconciliation, situations
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import bank_entries_bp as bp

AT_ONCE = 200
"""Entries on one page; the rest follow as these are decided."""


@bp.get("/")
@requires(Permission.IMPORT_STATEMENTS)
def index() -> ResponseReturnValue:
    operator_id = access.organisation().id
    entries = reconciliation.unmatched(db.session, operator_id)
    return render_template(
        "treasurer/bank_entries/index.html",
        cases=situations.of_entries(db.session, operator_id, entries[:AT_ONCE]),
        entry_count=len(entries),
    )


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
        case=situations.of_entries(db.session, operator_id, [entry])[0],
        ordered=assignments.repayments_for(db.session, entry),
        requests=assignments.requests_for(db.session, operator_id, entry),
        settlements=assignments.settlements_for(db.session, operator_id, entry),
        form=form,
    )
    return page, form.status
