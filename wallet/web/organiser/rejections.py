"""Deciding that a participation does not count, and saying why."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.activities import participations, verifications
from wallet.activities.verifications import REASON_LENGTH, ReasonMissing
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participations_bp as bp


class Why(Schema):
    """Read by whoever wrote it down."""

    reason = Line(most=REASON_LENGTH)


@bp.get("/<uuid:participation_id>/rejection")
@requires(Permission.RUN_ACTIVITIES)
def propose(participation_id: UUID) -> ResponseReturnValue:
    return _page(participation_id, Form())


@bp.post("/<uuid:participation_id>/rejection")
@requires(Permission.RUN_ACTIVITIES)
def reject(participation_id: UUID) -> ResponseReturnValue:
    form, member = Form(Why(), about={ReasonMissing: "reason"}), access.membership()
    found = participations.get(db.session, member.organisation_id, participation_id)
    with form:
        verifications.reject(
            db.session, found, by=member, reason=form.read()["reason"], now=clock.now()
        )
        flash(gettext("Rejected. No coins were given."), "good")
        return redirect(url_for("organiser.home"))
    return _page(participation_id, form), form.status


def _page(participation_id: UUID, form: Form) -> str:
    organisation_id = access.organisation().id
    found = participations.get(db.session, organisation_id, participation_id)
    return render_template("organiser/participations/reject.html", participation=found, form=form)
