"""Writing down where a participant stands on the ladder: at intake, and every half year."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from marshmallow import Schema

from wallet import clock
from wallet.activities import ladder
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import registrations
from wallet.web.fields import Number
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participants_bp as bp

STEPS: dict[int, LazyString] = {
    1: _("1. Lives alone, sees few people"),
    2: _("2. Meets people outdoors"),
    3: _("3. Takes part in organised activities"),
    4: _("4. Works unpaid"),
    5: _("5. Works for pay, with support"),
    6: _("6. Works for pay"),
}
"""The six steps, the lowest first."""


class NewStep(Schema):
    """Where somebody stands now."""

    step = Number(least=ladder.LOWEST, most=ladder.HIGHEST)


@bp.get("/<uuid:participant_id>/ladder")
@requires(Permission.RUN_ACTIVITIES)
def ladder_of(participant_id: UUID) -> ResponseReturnValue:
    return _page(participant_id, Form(values={}))


@bp.post("/<uuid:participant_id>/ladder")
@requires(Permission.RUN_ACTIVITIES)
def record_step(participant_id: UUID) -> ResponseReturnValue:
    form = Form(NewStep())
    with form:
        ladder.record(
            db.session, access.membership(), participant_id, now=clock.now(), **form.read()
        )
        flash(gettext("Written down. Nobody outside your organisation sees it."), "good")
        return redirect(url_for(".ladder_of", participant_id=participant_id))
    return _page(participant_id, form), form.status


def _page(participant_id: UUID, form: Form) -> str:
    organisation_id = access.organisation().id
    steps = ladder.of_participant(db.session, organisation_id, participant_id)
    return render_template(
        "organiser/participants/ladder.html",
        participant=registrations.get(db.session, organisation_id, participant_id),
        steps=steps,
        names=STEPS,
        is_due=ladder.is_due(steps, clock.day_of(clock.now())),
        form=form,
    )
