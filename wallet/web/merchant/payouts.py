"""What the shop was paid, what the next payout will hold, and a statement of each."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access, payout_papers
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, payee_accounts
from wallet.merchants.merchants import Merchant
from wallet.settlement import (
    payout_statements,
    remittances,
    self_billed_invoices,
    self_billing,
)
from wallet.settlement.payout_statements import LineKind, PayoutNotFound, PayoutStatement
from wallet.web.merchant.blueprint import payouts_bp as bp


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop, now = _own(shop_id), clock.now()
    return render_template(
        "merchant/payouts/index.html",
        shop=shop,
        account=payee_accounts.of_merchant(db.session, shop, now=now),
        remittances=remittances.of_merchant(db.session, shop.id),
        owed=remittances.owed(db.session, shop.id),
        next_payouts=remittances.next_payouts(db.session, shop, now=now),
        wants_invoices=self_billing.is_wanted(db.session, shop.id),
    )


@bp.get("/<uuid:payout_id>")
@requires(Permission.RUN_SHOP)
def show(shop_id: UUID, payout_id: UUID) -> ResponseReturnValue:
    shop = _own(shop_id)
    statement = payout_statements.get(db.session, shop.id, payout_id)
    return render_template(
        "merchant/payouts/show.html",
        shop=shop,
        statement=statement,
        remittance=remittances.of_payout(db.session, statement.payout),
        kinds=[kind for kind in LineKind if statement.count_of(kind)],
        kind_of=payout_papers.kind_of,
        wants_invoices=self_billing.is_wanted(db.session, shop.id),
    )


@bp.get("/<uuid:payout_id>/statement.pdf")
@requires(Permission.RUN_SHOP)
def pdf(shop_id: UUID, payout_id: UUID) -> ResponseReturnValue:
    statement = payout_statements.get(db.session, _own(shop_id).id, payout_id)
    return _file(statement, payout_papers.as_pdf(db.session, statement), "application/pdf", "pdf")


@bp.get("/<uuid:payout_id>/statement.csv")
@requires(Permission.RUN_SHOP)
def csv(shop_id: UUID, payout_id: UUID) -> ResponseReturnValue:
    statement = payout_statements.get(db.session, _own(shop_id).id, payout_id)
    return _file(statement, payout_papers.as_csv(statement), "text/csv", "csv")


@bp.get("/<uuid:payout_id>/invoice.xml")
@requires(Permission.RUN_SHOP)
def invoice(shop_id: UUID, payout_id: UUID) -> ResponseReturnValue:
    """For a shop that asked for it; for any other it is not there."""
    shop = _own(shop_id)
    if not self_billing.is_wanted(db.session, shop.id):
        raise PayoutNotFound(payout_id)
    statement = payout_statements.get(db.session, shop.id, payout_id)
    words = {kind: payout_papers.kind_of(kind) for kind in LineKind}
    content = self_billed_invoices.write(db.session, statement, words=words)
    return _file(statement, content, "application/xml", "xml")


@bp.post("/self-billing")
@requires(Permission.RUN_SHOP)
def choose(shop_id: UUID) -> ResponseReturnValue:
    """With the UBL document from now on, or without."""
    shop, is_wanted = _own(shop_id), request.form.get("is_wanted") == "yes"
    self_billing.choose(db.session, shop, is_wanted=is_wanted, by=access.person(), now=clock.now())
    if is_wanted:
        flash(gettext("Each payout has an electronic invoice now."), "good")
    else:
        flash(gettext("No electronic invoices any more."), "good")
    return redirect(url_for(".index", shop_id=shop.id))


def _own(shop_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, shop_id)


def _file(statement: PayoutStatement, content: bytes, kind: str, ending: str) -> Response:
    answer = Response(content, mimetype=kind)
    name = gettext("statement-%(number)s", number=statement.number)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{ending}")
    return answer
