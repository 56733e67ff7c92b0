"""Deciding on which weekday shops are paid, and from what amount."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes.programmes import Programme
from wallet.settlement import calendars
from wallet.settlement.calendars import (
    WEEKDAYS,
    Calendar,
    CalendarAlreadyDecided,
    CalendarNotLater,
    CalendarOutOfRange,
)
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.programmes import own
from wallet.web.fields import Amount, Day, Number
from wallet.web.form import Form

ABOUT = {
    CalendarNotLater: "valid_from",
    CalendarAlreadyDecided: "valid_from",
    CalendarOutOfRange: "minimum",
}


class NewCalendar(Schema):
    """Monday is 1, Sunday 7."""

    valid_from = Day()
    weekday = Number(least=WEEKDAYS[0], most=WEEKDAYS[-1])
    minimum = Amount()


@bp.get("/<uuid:programme_id>/payout-calendar")
@requires(Permission.RUN_PROGRAMMES)
def show_calendar(programme_id: UUID) -> ResponseReturnValue:
    """A form that holds what holds today."""
    programme, today = own(programme_id), clock.day_of(clock.now())
    current = calendars.on(db.session, programme.id, today)
    return _page(
        programme,
        Form(
            values={
                "valid_from": today + timedelta(days=1),
                "weekday": current.weekday,
                "minimum": languages.amount(current.minimum),
            }
        ),
    )


@bp.post("/<uuid:programme_id>/payout-calendar")
@requires(Permission.RUN_PROGRAMMES)
def decide_calendar(programme_id: UUID) -> ResponseReturnValue:
    form, programme = Form(NewCalendar(), about=ABOUT), own(programme_id)
    with form:
        typed = form.read()
        decided = calendars.decide(
            db.session,
            programme,
            Calendar(typed["weekday"], typed["minimum"]),
            valid_from=typed["valid_from"],
            by=access.person(),
            today=clock.day_of(clock.now()),
        )
        day = languages.day(decided.valid_from)
        flash(gettext("Decided. The new calendar holds from %(day)s.", day=day), "good")
        return redirect(url_for(".show_calendar", programme_id=programme.id))
    return _page(programme, form)


def _page(programme: Programme, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "admin/payout_calendars/show.html",
        programme=programme,
        calendars=calendars.of_programme(db.session, programme.id),
        today=clock.day_of(clock.now()),
        form=form,
    )
    return page, form.status
