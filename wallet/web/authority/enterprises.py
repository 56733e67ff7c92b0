"""Social enterprises: shops where the social procurement rule can apply."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import social_enterprises
from wallet.social_return.periods import Period, PeriodOutOfOrder, PeriodOutOfRange
from wallet.social_return.social_enterprises import RecognisedAlready, Scheme
from wallet.web.authority.blueprint import enterprises_bp as bp
from wallet.web.fields import Choice, Day, Line, OneOf
from wallet.web.form import Form

SCHEMES = {
    Scheme.PSO: _("PSO (Prestatieladder Socialer Ondernemen)"),
    Scheme.SOCIAL_ENTERPRISE_NL: _("Social Enterprise NL"),
    Scheme.OWN_LIST: _("Our own list"),
}
ABOUT = {
    RecognisedAlready: "merchant_id",
    PeriodOutOfOrder: "valid_to",
    PeriodOutOfRange: "valid_to",
}


class NewRecognition(Schema):
    """Which shop, on whose word, and on which days."""

    merchant_id = Choice()
    scheme = OneOf(Scheme)
    reference = Line()
    valid_from = Day()
    valid_to = Day()


@bp.get("/")
@requires(Permission.ASSESS_DECLARATIONS)
def index() -> ResponseReturnValue:
    return _page(Form(values={"scheme": Scheme.PSO}))


@bp.post("/")
@requires(Permission.ASSESS_DECLARATIONS)
def create() -> ResponseReturnValue:
    form = Form(NewRecognition(), about=ABOUT)
    with form:
        typed = form.read()
        authority_id = access.organisation().id
        social_enterprises.recognise(
            db.session,
            access.membership(),
            social_enterprises.get_shop(db.session, authority_id, typed["merchant_id"]),
            scheme=typed["scheme"],
            reference=typed["reference"],
            valid=Period(typed["valid_from"], typed["valid_to"]),
            now=clock.now(),
        )
        flash(gettext("Recognised. What is spent there counts as social procurement."), "good")
        return redirect(url_for(".index"))
    return _page(form)


def _page(form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "authority/enterprises/index.html",
        form=form,
        shop_options=[
            (shop.id, shop.name)
            for shop in social_enterprises.shops(db.session, access.organisation().id)
        ],
        scheme_options=[(scheme.value, words) for scheme, words in SCHEMES.items()],
        schemes=SCHEMES,
        recognised=social_enterprises.of_authority(db.session, access.organisation().id),
        today=clock.day_of(clock.now()),
    )
    return page, form.status
