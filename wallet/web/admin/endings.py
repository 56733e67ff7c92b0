"""Ending a programme: say when, with notice, and hand over what came of it."""

from http import HTTPStatus
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, ending_papers, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.permissions import Permission
from wallet.programmes import endings
from wallet.programmes.endings import EndingDatesOutOfOrder, EndingReasonMissing
from wallet.programmes.programmes import Programme
from wallet.settlement import ending_notices
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.programmes import own
from wallet.web.fields import Day, Line
from wallet.web.form import Form


class NewEnding(Schema):
    """Until when rewards are given, and coins taken."""

    last_reward_on = Day()
    spend_until = Day()
    reason = Line(most=400)


@bp.get("/<uuid:programme_id>/ending")
@requires(Permission.RUN_PROGRAMMES)
def show_ending(programme_id: UUID) -> ResponseReturnValue:
    return _page(own(programme_id), Form(values={}))


@bp.post("/<uuid:programme_id>/ending")
@requires(Permission.RUN_PROGRAMMES)
def announce_ending(programme_id: UUID) -> ResponseReturnValue:
    """Announce it, once, and mail everybody who works with the programme."""
    about = {EndingDatesOutOfOrder: "spend_until", EndingReasonMissing: "reason"}
    form, programme, now = Form(NewEnding(), about=about), own(programme_id), clock.now()
    with form:
        ending = endings.announce(db.session, programme, **form.read(), by=access.person(), now=now)
        ending_notices.send(db.session, ending, now=now)
        day = languages.day(ending.spend_until)
        flash(gettext("Announced. Coins can be spent until %(day)s.", day=day), "good")
        return redirect(url_for(".show_ending", programme_id=programme.id))
    return _page(programme, form)


@bp.get("/<uuid:programme_id>/ending.pdf")
@requires(Permission.RUN_PROGRAMMES)
def print_ending(programme_id: UUID) -> ResponseReturnValue:
    """The report: where every euro of every fund is, or went."""
    programme = own(programme_id)
    ending = endings.get(db.session, programme.id)
    found = funds.of_programme(db.session, programme.id)
    figures = list(zip(found, funds.figures_of(db.session, found), strict=True))
    content = ending_papers.as_pdf(ending, figures, now=clock.now())
    answer = Response(content, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename="ending.pdf")
    return answer


def _page(programme: Programme, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "admin/programmes/ending.html",
        programme=programme,
        ending=endings.find(db.session, programme.id),
        days=endings.SHORTEST_NOTICE,
        form=form,
    )
    return page, form.status
