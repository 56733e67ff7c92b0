"""The last weeks of the shop, as bars and in numbers."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.money import total
from wallet.reports import merchant_weeks
from wallet.web.merchant.blueprint import weeks_bp as bp


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop = merchants.get(db.session, access.organisation().id, shop_id)
    today = clock.day_of(clock.now())
    weeks = merchant_weeks.of_merchant(db.session, shop.id, today=today)
    return render_template(
        "merchant/weeks/index.html",
        shop=shop,
        weeks=weeks,
        highest=max(week.sold.cents for week in weeks),
        sold=total([week.sold for week in weeks]),
        undone=total([week.undone for week in weeks]),
    )
