"""Opening a programme."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.banking.ibans import IbanInvalid
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.programmes import openings, terms
from wallet.programmes.openings import BankAccountInUse, Opening, ProgrammeAlreadyOpen
from wallet.programmes.terms import ProgrammeTerms
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.terms import NewTerms, as_typed
from wallet.web.fields import Line
from wallet.web.form import Form

ABOUT = {ProgrammeAlreadyOpen: "name", IbanInvalid: "iban", BankAccountInUse: "iban"}
USUAL = {
    "coin": Euros(1_00),
    "lapse_months": 12,
    "confirm_above": Euros(25_00),
    "card_pin_above": terms.USUAL_CARD_PIN_ABOVE,
    "card_sales_without_pin": terms.USUAL_CARD_SALES_WITHOUT_PIN,
    "card_day_limit": terms.USUAL_CARD_DAY_LIMIT,
}


class NewProgramme(NewTerms):
    """A name, an area, a bank account, and the terms that hold from today."""

    class Meta:
        exclude = ("valid_from",)

    name = Line()
    area = Line()
    iban = Line(most=42)
    holder = Line()


@bp.get("/new")
@requires(Permission.RUN_PROGRAMMES)
def new() -> ResponseReturnValue:
    return render_template("admin/programmes/new.html", form=Form(values=as_typed(USUAL)))


@bp.post("/")
@requires(Permission.RUN_PROGRAMMES)
def create() -> ResponseReturnValue:
    form, today = Form(NewProgramme(), about=ABOUT), clock.day_of(clock.now())
    with form:
        typed = form.read()
        opening = Opening(**{name: typed.pop(name) for name in ("name", "area", "iban", "holder")})
        programme = openings.open_programme(
            db.session, access.organisation(), opening, ProgrammeTerms(**typed), today=today
        )
        flash(gettext("%(name)s is open. Add who takes part.", name=programme.name), "good")
        return redirect(url_for(".show", programme_id=programme.id))
    return render_template("admin/programmes/new.html", form=form), form.status
