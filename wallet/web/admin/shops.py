"""Contracting a shop for a programme."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.banking.ibans import IbanInvalid
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.organisations import KvkNumberMalformed
from wallet.identity.permissions import Permission
from wallet.merchants import contracts
from wallet.merchants.contracts import ShopContract
from wallet.programmes.programmes import Programme
from wallet.web.admin.blueprint import programmes_bp as bp
from wallet.web.admin.programmes import own
from wallet.web.fields import Line
from wallet.web.form import Form


class NewShop(Schema):
    """Whose shop it is, what and where it is, and where it is paid."""

    organisation = Line()
    kvk_number = Line(most=12)
    name = Line()
    category = Line()
    neighbourhood = Line()
    iban = Line(most=42)
    payee = Line()


@bp.get("/<uuid:programme_id>/shops/new")
@requires(Permission.RUN_PROGRAMMES)
def prepare_shop(programme_id: UUID) -> ResponseReturnValue:
    return _page(own(programme_id), Form(values={}))


@bp.post("/<uuid:programme_id>/shops")
@requires(Permission.RUN_PROGRAMMES)
def contract_shop(programme_id: UUID) -> ResponseReturnValue:
    form = Form(NewShop(), about={KvkNumberMalformed: "kvk_number", IbanInvalid: "iban"})
    programme = own(programme_id)
    with form:
        shop = contracts.sign(db.session, programme, ShopContract(**form.read()), now=clock.now())
        flash(gettext("%(name)s takes coins. Invite its owner now.", name=shop.name), "good")
        return redirect(url_for(".show", programme_id=programme.id))
    return _page(programme, form), form.status


def _page(programme: Programme, form: Form) -> str:
    return render_template("admin/shops/new.html", programme=programme, form=form)
