"""What an organisation offers, and what it brings."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, post_load, validates_schema

from wallet import clock
from wallet.activities import activities
from wallet.activities.activities import (
    MOST_COINS,
    HourEquivalentMissing,
    RewardOutOfRange,
    RewardPer,
)
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Coins
from wallet.programmes import programmes
from wallet.web.fields import MISSING, Choice, Hours, Line, Number, OneOf
from wallet.web.form import Form
from wallet.web.organiser.blueprint import activities_bp as bp

PER = {RewardPer.HOUR: _("For every hour"), RewardPer.TIME: _("For every time")}


class NewActivity(Schema):
    """A reward by the time says how long one time is, for the hourly norm."""

    programme_id = Choice()
    name = Line()
    kind = Line()
    neighbourhood = Line()
    reward = Number(least=1, most=MOST_COINS)
    per = OneOf(RewardPer)
    minutes_each = Hours(data_key="hours_each", optional=True)

    @validates_schema(skip_on_field_errors=True)
    def check_hour_equivalent(self, typed: dict[str, Any], **_kwargs: Any) -> None:
        if typed["per"] == RewardPer.TIME and typed["minutes_each"] is None:
            raise ValidationError(str(MISSING), "hours_each")

    @post_load
    def as_offered(self, typed: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """By the hour there is no hour equivalent, whatever stood in its field."""
        by_the_time = typed.pop("per") == RewardPer.TIME
        minutes_each = typed.pop("minutes_each") if by_the_time else None
        reward = Coins(typed.pop("reward"))
        return typed | {"reward": reward, "minutes_each": minutes_each}


@bp.get("/")
@requires(Permission.RUN_ACTIVITIES)
def index() -> ResponseReturnValue:
    own = activities.of_organisation(db.session, access.organisation().id)
    return render_template("organiser/activities/index.html", activities=own)


@bp.get("/new")
@requires(Permission.RUN_ACTIVITIES)
def new() -> ResponseReturnValue:
    return _new(Form(values={"per": RewardPer.HOUR}))


@bp.post("/")
@requires(Permission.RUN_ACTIVITIES)
def create() -> ResponseReturnValue:
    form = Form(
        NewActivity(), about={RewardOutOfRange: "reward", HourEquivalentMissing: "hours_each"}
    )
    with form:
        typed = form.read()
        activity = activities.open_activity(
            db.session,
            access.organisation().id,
            typed.pop("programme_id"),
            today=clock.day_of(clock.now()),
            **typed,
        )
        flash(
            gettext("%(name)s is ready. You can write down who takes part.", name=activity.name),
            "good",
        )
        return redirect(url_for(".index"))
    return _new(form), form.status


def _new(form: Form) -> str:
    own = programmes.joined_by(db.session, access.organisation().id)
    return render_template("organiser/activities/new.html", form=form, programmes=own, per=PER)
