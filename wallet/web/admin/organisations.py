"""Letting an organisation take part in a programme."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.organisations import KvkNumberMalformed
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.programmes import own, page_of
from wallet.web.fields import Line
from wallet.web.form import Form


class NewOrganisation(Schema):
    """A KvK number that is known here brings that organisation, under the name it has."""

    name = Line()
    kvk_number = Line(most=12)


@bp.post("/<uuid:programme_id>/organisations")
@requires(Permission.RUN_PROGRAMMES)
def admit(programme_id: UUID) -> ResponseReturnValue:
    form = Form(NewOrganisation(), about={NameMissing: "name", KvkNumberMalformed: "kvk_number"})
    programme = own(programme_id)
    with form:
        organisation = programmes.admit(
            db.session, programme, today=clock.day_of(clock.now()), **form.read()
        )
        flash(
            gettext("%(name)s takes part. Invite its people now.", name=organisation.name), "good"
        )
        return redirect(url_for(".show", programme_id=programme.id))
    return page_of(programme, form)
