"""Confirming what a colleague wrote down: the coins are earned at once."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.activities import participations, verifications
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participations_bp as bp
from wallet.web.organiser.participations import page_of


@bp.post("/<uuid:participation_id>/verification")
@requires(Permission.RUN_ACTIVITIES)
def verify(participation_id: UUID) -> ResponseReturnValue:
    member, form = access.membership(), Form()
    found = participations.get(db.session, member.organisation_id, participation_id)
    name = found.wallet.person.name
    with form:
        reward = verifications.verify(db.session, found, by=member, now=clock.now())
        if reward is None:
            flash(
                gettext("Verified. One more colleague must verify it, for it is a large reward."),
                "info",
            )
        else:
            amount = languages.euros(reward.amount)
            flash(gettext("%(name)s earned %(amount)s.", name=name, amount=amount), "good")
        return redirect(url_for("organiser.home"))
    return page_of(participation_id, form)
