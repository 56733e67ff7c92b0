"""Today at the shop; somebody with several shops chooses one first."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, sales, tills
from wallet.settlement import remittances
from wallet.web.merchant.blueprint import bp


@bp.get("/")
@requires(Permission.RUN_SHOP)
def home() -> ResponseReturnValue:
    shops = merchants.of_organisation(db.session, access.organisation().id)
    if len(shops) == 1:
        return redirect(url_for(".shop", shop_id=shops[0].id))
    today = clock.day_of(clock.now())
    return render_template(
        "merchant/home.html",
        days={shop: sales.of_day(db.session, shop.id, today) for shop in shops},
    )


@bp.get("/<uuid:shop_id>")
@requires(Permission.RUN_SHOP)
def shop(shop_id: UUID) -> ResponseReturnValue:
    own = merchants.get(db.session, access.organisation().id, shop_id)
    return render_template(
        "merchant/shop.html",
        shop=own,
        today=sales.of_day(db.session, own.id, clock.day_of(clock.now())),
        latest=sales.latest(db.session, own.id),
        tills=tills.of_merchant(db.session, own.id),
        owed=remittances.owed(db.session, own.id),
    )
