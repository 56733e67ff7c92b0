"""The bank's files: taking one in, and what became of its entries."""

from collections import Counter
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.banking import statements
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import Invalid
from wallet.identity.permissions import Permission
from wallet.settlement import matches, reconciliation
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import bank_statements_bp as bp


class FileMissing(Invalid):
    """No file was chosen."""


@bp.get("/")
@requires(Permission.IMPORT_STATEMENTS)
def index() -> ResponseReturnValue:
    return _index(Form())


@bp.post("/")
@requires(Permission.IMPORT_STATEMENTS)
def create() -> ResponseReturnValue:
    """Take in the chosen file, whole; what is wrong with it is said beside it."""
    form, now = Form(about={FileMissing: "file"}), clock.now()
    with form:
        reconciled = reconciliation.take_in(
            db.session,
            _chosen(),
            operator_id=access.organisation().id,
            by=access.person(),
            now=now,
        )
        if reconciled.file.imported_at == now:
            flash(gettext("The statement is taken in."), "good")
        else:
            flash(gettext("This file was taken in before. Nothing has changed."), "info")
        return redirect(url_for(".show", file_id=reconciled.file_id))
    return _index(form)


@bp.get("/<uuid:file_id>")
@requires(Permission.IMPORT_STATEMENTS)
def show(file_id: UUID) -> ResponseReturnValue:
    reconciled = reconciliation.get_operated_by(db.session, access.organisation().id, file_id)
    return render_template(
        "treasurer/bank_statements/show.html",
        reconciled=reconciled,
        statements=statements.of_file(db.session, reconciled.file),
        matches=matches.of_file(db.session, reconciled.file),
    )


def _chosen() -> bytes:
    """The bytes of the uploaded file. Raises FileMissing."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise FileMissing
    content: bytes = file.read()
    return content


def _index(form: Form) -> tuple[str, HTTPStatus]:
    operator_id = access.organisation().id
    unmatched = reconciliation.unmatched(db.session, operator_id)
    page = render_template(
        "treasurer/bank_statements/index.html",
        form=form,
        files=reconciliation.operated_by(db.session, operator_id),
        gaps=reconciliation.gaps(db.session, operator_id),
        open_counts=Counter(entry.statement.file_id for entry in unmatched),
    )
    return page, form.status
