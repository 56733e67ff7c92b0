"""Deciding what holds in a programme from a later day on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.programmes import terms
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import (
    MOST_MONTHS,
    MOST_SALES,
    ProgrammeTerms,
    TermsAlreadyAnnounced,
    TermsNotLater,
)
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.programmes import own
from wallet.web.fields import Amount, Day, Number
from wallet.web.form import Form


class NewTerms(Schema):
    """What a municipality decides; a limit left empty is no limit of its own."""

    valid_from = Day()
    coin = Amount()
    lapse_months = Number(least=1, most=MOST_MONTHS)
    confirm_above = Amount()
    second_verifier_above = Amount(optional=True)
    month_cap = Amount(optional=True)
    year_cap = Amount(optional=True)
    card_pin_above = Amount()
    card_sales_without_pin = Number(least=0, most=MOST_SALES)
    card_day_limit = Amount()


@bp.get("/<uuid:programme_id>/terms/new")
@requires(Permission.RUN_PROGRAMMES)
def prepare(programme_id: UUID) -> ResponseReturnValue:
    """A form that holds what holds today."""
    programme, today = own(programme_id), clock.day_of(clock.now())
    current = terms.find_on(db.session, programme.id, today)
    return _page(programme, Form(values=_typed(current, today)))


@bp.post("/<uuid:programme_id>/terms")
@requires(Permission.RUN_PROGRAMMES)
def announce(programme_id: UUID) -> ResponseReturnValue:
    about = {TermsNotLater: "valid_from", TermsAlreadyAnnounced: "valid_from"}
    form, programme = Form(NewTerms(), about=about), own(programme_id)
    with form:
        announced = ProgrammeTerms(programme_id=programme.id, **form.read())
        terms.announce(db.session, announced, today=clock.day_of(clock.now()))
        day = languages.day(announced.valid_from)
        flash(gettext("Decided. The new terms hold from %(day)s.", day=day), "good")
        return redirect(url_for(".show", programme_id=programme.id))
    return _page(programme, form), form.status


def _typed(current: ProgrammeTerms | None, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {"valid_from": today + timedelta(days=1)}
    if current is not None:
        names = NewTerms().fields.keys() - {"valid_from"}
        values |= as_typed({name: getattr(current, name) for name in names})
    return values


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Amounts as the visitor would type them, so that a form can be sent as it stands."""
    return {
        name: languages.amount(value) if isinstance(value, Euros) else value
        for name, value in values.items()
    }


def _page(programme: Programme, form: Form) -> str:
    return render_template("admin/terms/new.html", programme=programme, form=form)
