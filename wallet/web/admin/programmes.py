"""One programme: its terms now and later, and the organisations that take part."""

from http import HTTPStatus
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.programmes import programmes, terms
from wallet.programmes.programmes import Programme
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.form import Form


@bp.get("/<uuid:programme_id>")
@requires(Permission.RUN_PROGRAMMES)
def show(programme_id: UUID) -> ResponseReturnValue:
    return page_of(own(programme_id), Form(values={}))


def own(programme_id: UUID) -> Programme:
    """A programme this organisation operates; of another it is not there."""
    return programmes.get_operated_by(db.session, access.organisation().id, programme_id)


def page_of(programme: Programme, form: Form) -> tuple[str, HTTPStatus]:
    """One programme, and what was refused just now."""
    today = clock.day_of(clock.now())
    page = render_template(
        "admin/programmes/show.html",
        programme=programme,
        now=terms.find_on(db.session, programme.id, today),
        all_terms=terms.of_programme(db.session, programme.id),
        today=today,
        organisations=programmes.organisations_of(db.session, programme),
        shops=merchants.of_programme(db.session, programme.id),
        form=form,
    )
    return page, form.status
