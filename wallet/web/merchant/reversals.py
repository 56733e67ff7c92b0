"""Undoing a sale: asked once more, because the coins go back at once."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, reversals, sales
from wallet.merchants.merchants import Merchant
from wallet.merchants.sales import Sale
from wallet.web.merchant.blueprint import sales_bp as bp


@bp.get("/<uuid:sale_id>/reversal")
@requires(Permission.RUN_SHOP)
def propose(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    shop, sale = _own(shop_id, sale_id)
    if sale.is_reversed:
        return redirect(url_for(".show", shop_id=shop.id, sale_id=sale_id))
    return render_template("merchant/sales/reverse.html", shop=shop, sale=sale)


@bp.post("/<uuid:sale_id>/reversal")
@requires(Permission.RUN_SHOP)
def reverse(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    """Pressed twice, the coins still go back once."""
    shop, sale = _own(shop_id, sale_id)
    reversals.reverse(db.session, sale.redemption, by=access.person(), now=clock.now())
    amount = languages.euros(sale.redemption.paid)
    flash(gettext("Undone. %(amount)s in coins went back.", amount=amount), "good")
    return redirect(url_for(".show", shop_id=shop.id, sale_id=sale_id))


def _own(shop_id: UUID, sale_id: UUID) -> tuple[Merchant, Sale]:
    shop = merchants.get(db.session, access.organisation().id, shop_id)
    return shop, sales.get(db.session, shop.id, sale_id)
