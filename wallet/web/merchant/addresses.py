"""Where the organisation behind the shop is, for its statements and electronic invoices."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.web import addresses
from wallet.web.merchant.blueprint import account_bp as bp

TEMPLATE = "merchant/address.html"


@bp.get("/address")
@requires(Permission.RUN_SHOP)
def show_address(shop_id: UUID) -> ResponseReturnValue:
    return addresses.page(TEMPLATE, shop=merchants.get(db.session, _own(), shop_id))


@bp.post("/address")
@requires(Permission.RUN_SHOP)
def write_address(shop_id: UUID) -> ResponseReturnValue:
    shop = merchants.get(db.session, _own(), shop_id)
    went_to = url_for(".show_address", shop_id=shop.id)
    return addresses.write(TEMPLATE, went_to=went_to, shop=shop)


def _own() -> UUID:
    return access.organisation().id
