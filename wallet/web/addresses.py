"""The page on which an organisation keeps its own address, in the frame of whoever asks.

def show() -> ResponseReturnValue:
    return addresses.page("sponsor/address.html")
"""

from http import HTTPStatus

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.session import db
from wallet.errors import WalletError
from wallet.identity import addresses
from wallet.identity.addresses import (
    COUNTRIES,
    HOME,
    LONGEST_HOUSE_NUMBER,
    LONGEST_POSTCODE,
    Address,
    CountryUnknown,
    HouseNumberMalformed,
    PostcodeMalformed,
)
from wallet.web.fields import Line
from wallet.web.form import Form

_ABOUT: dict[type[WalletError], str] = {
    HouseNumberMalformed: "house_number",
    PostcodeMalformed: "postcode",
    CountryUnknown: "country",
}


class NewAddress(Schema):
    """Where the organisation is."""

    street = Line()
    house_number = Line(most=LONGEST_HOUSE_NUMBER)
    postcode = Line(most=LONGEST_POSTCODE)
    town = Line()
    country = Line(most=2)


def page(template: str, form: Form | None = None, **facts: object) -> tuple[str, HTTPStatus]:
    """What is known, in a form to change it."""
    organisation = access.organisation()
    address = addresses.find(db.session, organisation.id)
    if form is None:
        form = Form(values=vars(address) if address else {"country": HOME})
    shown = render_template(
        template,
        organisation=organisation,
        address=address,
        countries=[(code, _name(code)) for code in COUNTRIES],
        form=form,
        **facts,
    )
    return shown, form.status


def write(template: str, *, went_to: str, **facts: object) -> ResponseReturnValue:
    """Keep what was filled in, or say what is wrong with it."""
    form = Form(NewAddress(), about=_ABOUT)
    with form:
        now, by = clock.now(), access.person()
        address = Address(**form.read())
        addresses.write(db.session, access.organisation(), address, by=by, now=now)
        flash(gettext("Saved. New documents show this address."), "good")
        return redirect(went_to)
    return page(template, form, **facts)


def _name(code: str) -> str:
    locale = get_locale()
    return code if locale is None else str(locale.territories.get(code, code))
