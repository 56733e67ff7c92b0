"""What was sold, by day, each sale with its receipt number."""

from datetime import date, timedelta
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, sales
from wallet.web.merchant.blueprint import sales_bp as bp

ONE_DAY = timedelta(days=1)


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop = merchants.get(db.session, access.organisation().id, shop_id)
    today = clock.day_of(clock.now())
    day = _day(request.args.get("day", ""), today=today)
    return render_template(
        "merchant/sales/index.html",
        shop=shop,
        sold=sales.of_day(db.session, shop.id, day),
        today=today,
        before=day - ONE_DAY,
        after=day + ONE_DAY,
    )


@bp.get("/<uuid:sale_id>")
@requires(Permission.RUN_SHOP)
def show(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    shop = merchants.get(db.session, access.organisation().id, shop_id)
    return render_template(
        "merchant/sales/show.html", shop=shop, sale=sales.get(db.session, shop.id, sale_id)
    )


def _day(typed: str, *, today: date) -> date:
    """The day in the address; today where that is no day we know."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return today
    return day if clock.FIRST_DAY < day <= today else today
