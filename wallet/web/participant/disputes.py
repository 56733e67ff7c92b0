"""One sale, and "that was not right": asked within a day, answered by the shop."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import disputes, reversals
from wallet.merchants.disputes import DisputeReason
from wallet.merchants.redemptions import Redemption
from wallet.web.participant.blueprint import bp

REASONS: dict[DisputeReason, tuple[str, LazyString]] = {
    DisputeReason.WRONG_AMOUNT: ("coin", _("The amount is wrong")),
    DisputeReason.WRONG_SHOP: ("shop", _("I was not in this shop")),
    DisputeReason.GOT_NOTHING: ("cross", _("I got nothing for it")),
    DisputeReason.NOT_ME: ("person", _("It was not me")),
}
"""Each with its picture."""


@bp.get("/wallet/sales/<uuid:sale_id>")
@requires(Permission.SEE_OWN_WALLET)
def sale(sale_id: UUID) -> ResponseReturnValue:
    """What was paid, and what the shop said when it was disputed."""
    return _page(_own(sale_id))


@bp.post("/wallet/sales/<uuid:sale_id>/dispute")
@requires(Permission.SEE_OWN_WALLET)
def dispute(sale_id: UUID) -> ResponseReturnValue:
    own = _own(sale_id)
    try:
        reason = DisputeReason(request.form.get("reason", ""))
    except ValueError:
        return _page(own, is_reason_missing=True), 422
    disputes.open_dispute(db.session, own, reason=reason, now=clock.now())
    return redirect(url_for(".sale", sale_id=sale_id))


def _own(sale_id: UUID) -> Redemption:
    return disputes.get_sale(db.session, access.device().wallet, sale_id)


def _page(own: Redemption, *, is_reason_missing: bool = False) -> str:
    return render_template(
        "participant/sale.html",
        sale=own,
        dispute=disputes.find(db.session, own.id),
        reversal=reversals.find(db.session, own.id),
        may_dispute=disputes.may_open(own, now=clock.now()),
        answer_within=disputes.ANSWER_WITHIN,
        reasons=REASONS,
        is_reason_missing=is_reason_missing,
    )
