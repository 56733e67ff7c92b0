"""What the shop sells for coins; the programme looks at the price first."""

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
from wallet.merchants import merchants, offer_decisions, offers
from wallet.merchants.merchants import Merchant
from wallet.merchants.offers import OfferAboveUsualPrice, OfferPriceOutOfRange
from wallet.programmes import programmes, terms
from wallet.web.fields import Amount, Choice, Line
from wallet.web.form import Form
from wallet.web.merchant.blueprint import offers_bp as bp

ABOUT = {OfferAboveUsualPrice: "price", OfferPriceOutOfRange: "price"}


class NewOffer(Schema):
    """What it is, for whom, and what it costs them and everybody else."""

    name = Line()
    price = Amount()
    usual_price = Amount()
    programme_id = Choice()


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop, today = _own(shop_id), clock.day_of(clock.now())
    return render_template(
        "merchant/offers/index.html",
        shop=shop,
        offers=offers.of_merchant(db.session, shop.id),
        coins={
            programme_id: terms.terms_on(db.session, programme_id, today).coin
            for programme_id in shop.programme_ids
        },
    )


@bp.get("/new")
@requires(Permission.RUN_SHOP)
def new(shop_id: UUID) -> ResponseReturnValue:
    return _page(_own(shop_id), Form(values={}))


@bp.post("/")
@requires(Permission.RUN_SHOP)
def create(shop_id: UUID) -> ResponseReturnValue:
    form, shop = Form(NewOffer(), about=ABOUT), _own(shop_id)
    with form:
        typed = form.read()
        offer = offers.submit(
            db.session,
            shop,
            programme_id=typed["programme_id"],
            name=typed["name"],
            prices=(typed["price"], typed["usual_price"]),
            by=access.person(),
            now=clock.now(),
        )
        flash(gettext("%(name)s waits for the programme's approval.", name=offer.name), "good")
        return redirect(url_for(".index", shop_id=shop.id))
    return _page(shop, form)


@bp.post("/<uuid:offer_id>/withdrawal")
@requires(Permission.RUN_SHOP)
def withdraw(shop_id: UUID, offer_id: UUID) -> ResponseReturnValue:
    shop = _own(shop_id)
    offer = offers.get_of_merchant(db.session, shop.id, offer_id)
    offer_decisions.withdraw(db.session, offer, by=access.person(), now=clock.now())
    flash(gettext("%(name)s is offered no more.", name=offer.name), "good")
    return redirect(url_for(".index", shop_id=shop.id))


def _own(shop_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, shop_id)


def _page(shop: Merchant, form: Form) -> tuple[str, HTTPStatus]:
    joined = [programmes.get(db.session, each) for each in shop.programme_ids]
    page = render_template("merchant/offers/new.html", shop=shop, programmes=joined, form=form)
    return page, form.status
