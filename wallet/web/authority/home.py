"""The portfolio: what this authority is owed, how far it is filled, and what needs an eye now."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.reports import obligation_progress, portfolio
from wallet.reports.portfolio import Order, Portfolio
from wallet.reports.verdicts import Light
from wallet.social_return import declarations, effort_assessments
from wallet.web import pages
from wallet.web.authority.blueprint import bp
from wallet.web.portfolio_words import LIGHTS, ORDERS, VERDICTS


@bp.get("/")
@requires(Permission.REGISTER_OBLIGATIONS)
def home() -> ResponseReturnValue:
    """Filtered and sorted by plain links: what stands in the address is what is shown."""
    contracts, page = asked_for(), pages.asked()
    return render_template(
        "authority/home.html",
        portfolio=contracts,
        shown=page.cut(contracts.shown),
        around=page.links(len(contracts.shown)),
        waiting=[plan for one in contracts.everything for plan in one.waiting],
        declared=declarations.waiting(db.session, access.organisation().id),
        efforts=effort_assessments.waiting(db.session, access.organisation().id),
        lights=LIGHTS,
        verdicts=VERDICTS,
        orders=ORDERS,
        chosen=chosen(),
    )


def asked_for() -> Portfolio:
    """The portfolio of this authority, as the address asks for it."""
    owed = obligation_progress.of_authority(db.session, access.organisation().id, now=clock.now())
    asked = chosen()
    return portfolio.arrange(
        owed,
        order=Order(asked["order"]),
        light=Light(asked["light"]) if asked["light"] else None,
        wanted=asked["wanted"],
    )


def chosen() -> dict[str, str]:
    """What the address says; what makes no sense there is left out."""
    order, light = request.args.get("order", ""), request.args.get("light", "")
    return {
        "order": order if order in set(Order) else Order.LIGHT.value,
        "light": light if light in set(Light) else "",
        "wanted": request.args.get("wanted", "").strip(),
    }
