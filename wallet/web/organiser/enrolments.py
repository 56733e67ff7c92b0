"""The start code that makes a participant's phone a device of the wallet."""

from http import HTTPStatus
from uuid import UUID

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from wallet import clock
from wallet.codes import images
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import enrolments, registrations
from wallet.wallets.enrolments import VALID_FOR
from wallet.web.organiser.blueprint import participants_bp as bp


@bp.post("/<uuid:participant_id>/enrolments")
@requires(Permission.RUN_ACTIVITIES)
def issue(participant_id: UUID) -> ResponseReturnValue:
    """Shown once: only its digest is kept. The code stands behind `#`, so no server logs it."""
    now = clock.now()
    known = registrations.get(db.session, access.organisation().id, participant_id)
    code = enrolments.issue(db.session, known.wallet, by=access.person(), now=now)
    page = current_app.config["WALLET"].base_url + url_for("participant.enrol")
    drawing = images.qr_svg(f"{page}#{code}", title=gettext("Start code"))
    shown = render_template(
        "organiser/participants/start_code.html",
        participant=known,
        code=code,
        page=page,
        drawing=Markup(drawing),  # noqa: S704 - our own drawing; its title is escaped
        expires_at=now + VALID_FOR,
    )
    return shown, HTTPStatus.CREATED
