"""Letting another contractor go on with a contract."""

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
from wallet.social_return import obligations, takeovers
from wallet.social_return.obligations import Obligation
from wallet.social_return.takeovers import TakenOverAlready, TakeoverOutOfRange
from wallet.web.authority.blueprint import obligations_bp as bp
from wallet.web.fields import Choice, Day
from wallet.web.form import Form

ABOUT = {TakeoverOutOfRange: "on", TakenOverAlready: "successor_id"}


class NewTakeover(Schema):
    """Which contract goes on with it, and from when."""

    successor_id = Choice()
    on = Day()


@bp.get("/<uuid:obligation_id>/takeover/new")
@requires(Permission.REGISTER_OBLIGATIONS)
def new_takeover(obligation_id: UUID) -> ResponseReturnValue:
    return _new(_obligation(obligation_id), Form(values={"on": clock.day_of(clock.now())}))


@bp.post("/<uuid:obligation_id>/takeover")
@requires(Permission.REGISTER_OBLIGATIONS)
def take_over(obligation_id: UUID) -> ResponseReturnValue:
    form, obligation = Form(NewTakeover(), about=ABOUT), _obligation(obligation_id)
    with form:
        typed = form.read()
        successor = _obligation(typed["successor_id"])
        takeovers.register(
            db.session,
            access.membership(),
            obligation,
            successor=successor,
            on=typed["on"],
            now=clock.now(),
        )
        flash(gettext("Written down. What counted so far goes along, once."), "good")
        return redirect(url_for(".show", obligation_id=successor.id))
    return _new(obligation, form)


def _obligation(obligation_id: UUID) -> Obligation:
    return obligations.get_of_authority(db.session, access.organisation().id, obligation_id)


def _new(obligation: Obligation, form: Form) -> tuple[str, HTTPStatus]:
    others = [
        (one.id, f"{one.contract_number} · {one.title} · {one.contractor.name}")
        for one in obligations.of_authority(db.session, obligation.authority_id)
        if one.id != obligation.id
    ]
    page = render_template(
        "authority/obligations/takeover.html", obligation=obligation, form=form, others=others
    )
    return page, form.status
