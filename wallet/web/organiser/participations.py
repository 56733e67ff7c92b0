"""Who took part, when and how long."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.activities import activities, budgets, participations
from wallet.activities.participations import DateInFuture, DateTooEarly, HoursOutOfRange
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes import terms
from wallet.wallets import registrations
from wallet.web.fields import Choice, Day, Hours
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participations_bp as bp


class NewParticipation(Schema):
    """One line of the attendance list."""

    wallet_id = Choice(data_key="participant_id")
    activity_id = Choice()
    held_on = Day()
    minutes = Hours(data_key="hours")


@bp.get("/")
@requires(Permission.RUN_ACTIVITIES)
def index() -> ResponseReturnValue:
    latest = participations.of_organisation(db.session, access.organisation().id)
    return render_template("organiser/participations/index.html", participations=latest)


@bp.get("/new")
@requires(Permission.RUN_ACTIVITIES)
def new() -> ResponseReturnValue:
    today = clock.day_of(clock.now()).isoformat()
    return _new(Form(values={"held_on": today} | request.args.to_dict()))


@bp.post("/")
@requires(Permission.RUN_ACTIVITIES)
def create() -> ResponseReturnValue:
    form = Form(
        NewParticipation(),
        about={DateInFuture: "held_on", DateTooEarly: "held_on", HoursOutOfRange: "hours"},
    )
    with form:
        recorded = participations.record(
            db.session, access.membership(), now=clock.now(), **form.read()
        )
        flash(gettext("Written down. A colleague can verify it now."), "good")
        return redirect(url_for(".show", participation_id=recorded.id))
    return _new(form), form.status


@bp.get("/<uuid:participation_id>")
@requires(Permission.RUN_ACTIVITIES)
def show(participation_id: UUID) -> ResponseReturnValue:
    return page_of(participation_id, Form())


def page_of(participation_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    """One participation, with what a colleague may decide, and what was refused just now."""
    member, today = access.membership(), clock.day_of(clock.now())
    found = participations.get(db.session, member.organisation_id, participation_id)
    page = render_template(
        "organiser/participations/show.html",
        participation=found,
        worth=found.worth(terms.terms_on(db.session, found.activity.programme_id, today)),
        may_verify=found.may_be_verified_by(member.person_id),
        is_own=found.recorded_by_id == member.person_id,
        form=form,
    )
    return page, form.status


def _new(form: Form) -> str:
    organisation_id = access.organisation().id
    today = clock.day_of(clock.now())
    return render_template(
        "organiser/participations/new.html",
        form=form,
        today=today,
        activities=activities.of_organisation(db.session, organisation_id),
        participants=registrations.participants(db.session, organisation_id),
        low=[b for b in budgets.of_organisation(db.session, organisation_id, today) if b.is_low],
    )
