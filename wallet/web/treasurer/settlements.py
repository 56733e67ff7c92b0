"""Paying the merchants: what is owed, drawing it up, and how far each settlement is."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes import programmes
from wallet.settlement import due, payment_files, progress, settlements
from wallet.settlement.settlements import LONGEST_REASON, NotPayoutDay
from wallet.web import pages
from wallet.web.fields import Choice, Line
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import settlements_bp as bp


class NewSettlement(Schema):
    """Whose merchants are paid; and why, when it is not the day of the calendar."""

    programme_id = Choice()
    reason = Line(most=LONGEST_REASON, optional=True)


@bp.get("/")
@requires(Permission.SETTLE)
def index() -> ResponseReturnValue:
    page, operator_id = pages.asked(), access.organisation().id
    own = settlements.operated_by(db.session, operator_id, skip=page.skip, most=pages.SIZE + 1)
    return render_template(
        "treasurer/settlements/index.html",
        settlements=progress.of_all(db.session, own[: pages.SIZE]),
        around=page.links(page.skip + len(own)),
    )


@bp.get("/new")
@requires(Permission.SETTLE)
def new() -> ResponseReturnValue:
    return _new(Form())


@bp.post("/")
@requires(Permission.SETTLE)
def create() -> ResponseReturnValue:
    form = Form(NewSettlement(), about={NotPayoutDay: "reason"})
    with form:
        new = form.read()
        operator_id, me = access.organisation().id, access.person()
        programme = programmes.get_operated_by(db.session, operator_id, new["programme_id"])
        settlement = settlements.draw_up(
            db.session, programme, by=me, now=clock.now(), reason=new["reason"] or ""
        )
        flash(gettext("Drawn up. A colleague can approve it now."), "good")
        return redirect(url_for(".show", settlement_id=settlement.id))
    return _new(form)


@bp.get("/<uuid:settlement_id>")
@requires(Permission.SETTLE)
def show(settlement_id: UUID) -> ResponseReturnValue:
    return page_of(settlement_id, Form())


def page_of(settlement_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    """One settlement, with what comes next, and what was refused just now."""
    settlement = settlements.get_operated_by(db.session, access.organisation().id, settlement_id)
    reached = progress.of(db.session, settlement)
    page = render_template(
        "treasurer/settlements/show.html",
        progress=reached,
        settlement=settlement,
        file=payment_files.find(db.session, settlement),
        may_approve=reached.may_be_approved_by(access.person()),
        form=form,
    )
    return page, form.status


def _new(form: Form) -> tuple[str, HTTPStatus]:
    own = programmes.operated_by(db.session, access.organisation().id)
    dues = [due.of(db.session, programme, now=clock.now()) for programme in own]
    return render_template("treasurer/settlements/new.html", dues=dues, form=form), form.status
