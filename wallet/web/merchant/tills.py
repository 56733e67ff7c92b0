"""The tills of a shop: pair one with a code, block one that is gone."""

from http import HTTPStatus
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, pairings, till_rests, tills
from wallet.merchants.merchants import Merchant
from wallet.merchants.pairings import VALID_FOR
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.merchant.blueprint import tills_bp as bp


class NewTill(Schema):
    """A name that tells the tills of a shop apart."""

    name = Line()


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    return _page(_own(shop_id), Form())


@bp.post("/")
@requires(Permission.RUN_SHOP)
def create(shop_id: UUID) -> ResponseReturnValue:
    """Add a till, and go on to its code. With 307: that is a POST, and reloading repeats it."""
    shop, form = _own(shop_id), Form(NewTill(), about={NameMissing: "name"})
    with form:
        till = tills.add(db.session, shop, now=clock.now(), **form.read())
        return redirect(url_for(".issue", shop_id=shop.id, till_id=till.id), code=307)
    return _page(shop, form), form.status


@bp.post("/<uuid:till_id>/pairing-codes")
@requires(Permission.RUN_SHOP)
def issue(shop_id: UUID, till_id: UUID) -> ResponseReturnValue:
    """Shown once: only its digest is kept."""
    shop, now = _own(shop_id), clock.now()
    till = tills.get(db.session, shop.id, till_id)
    code = pairings.issue(db.session, till, by=access.person(), now=now)
    page = current_app.config["WALLET"].base_url + url_for("till.pairing")
    shown = render_template(
        "merchant/tills/code.html",
        shop=shop,
        till=till,
        code=code,
        page=page,
        expires_at=now + VALID_FOR,
    )
    return shown, HTTPStatus.CREATED


@bp.post("/<uuid:till_id>/unpairing")
@requires(Permission.RUN_SHOP)
def unpair(shop_id: UUID, till_id: UUID) -> ResponseReturnValue:
    """Let go of the device at once; the till can be paired again with a new code."""
    shop = _own(shop_id)
    till = tills.get(db.session, shop.id, till_id)
    pairings.unpair(db.session, till, by=access.person(), now=clock.now())
    flash(gettext("The device of %(name)s is no till any more.", name=till.name), "good")
    return redirect(url_for(".index", shop_id=shop.id))


@bp.get("/<uuid:till_id>/block")
@requires(Permission.RUN_SHOP)
def propose(shop_id: UUID, till_id: UUID) -> ResponseReturnValue:
    shop = _own(shop_id)
    till = tills.get(db.session, shop.id, till_id)
    return render_template("merchant/tills/block.html", shop=shop, till=till)


@bp.post("/<uuid:till_id>/block")
@requires(Permission.RUN_SHOP)
def block(shop_id: UUID, till_id: UUID) -> ResponseReturnValue:
    shop = _own(shop_id)
    till = tills.get(db.session, shop.id, till_id)
    tills.block(db.session, till, by=access.person(), now=clock.now())
    flash(gettext("%(name)s is blocked and takes no more coins.", name=till.name), "good")
    return redirect(url_for(".index", shop_id=shop.id))


def _own(shop_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, shop_id)


def _page(shop: Merchant, form: Form) -> str:
    own = tills.of_merchant(db.session, shop.id)
    return render_template(
        "merchant/tills/index.html",
        shop=shop,
        tills=own,
        paired_at=pairings.paired_at(db.session, [till.id for till in own]),
        rests=till_rests.latest(db.session, shop.id),
        now=clock.now(),
        form=form,
    )
