"""What the shop was paid, and what the next payout will hold."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.settlement import remittances
from wallet.web.merchant.blueprint import payouts_bp as bp


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop = merchants.get(db.session, access.organisation().id, shop_id)
    return render_template(
        "merchant/payouts/index.html",
        shop=shop,
        remittances=remittances.of_merchant(db.session, shop.id),
        owed=remittances.owed(db.session, shop.id),
    )
