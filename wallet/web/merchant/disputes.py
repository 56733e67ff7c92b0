"""What customers say was not right: give the coins back, or say why not. No names."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.dispute_words import SAID
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import disputes, merchants
from wallet.merchants.disputes import LONGEST_ANSWER, Dispute, DisputeAnswerMissing
from wallet.merchants.merchants import Merchant
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.merchant.blueprint import disputes_bp as bp


class Answer(Schema):
    """Why the coins stay with the shop, for the participant to read."""

    words = Line(most=LONGEST_ANSWER)


@bp.get("/")
@requires(Permission.RUN_SHOP)
def index(shop_id: UUID) -> ResponseReturnValue:
    shop = _shop(shop_id)
    return render_template(
        "merchant/disputes/index.html",
        shop=shop,
        disputes=disputes.of_merchants(db.session, [shop.id]),
        said=SAID,
        now=clock.now(),
    )


@bp.get("/<uuid:sale_id>")
@requires(Permission.RUN_SHOP)
def show(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    return _page(_shop(shop_id), _own(shop_id, sale_id), Form())


@bp.post("/<uuid:sale_id>/return")
@requires(Permission.RUN_SHOP)
def give_back(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    """Pressed twice, the coins still go back once."""
    own = _own(shop_id, sale_id)
    disputes.give_back(db.session, own, by=access.person(), now=clock.now())
    amount = languages.euros(own.redemption.paid)
    flash(gettext("%(amount)s in coins went back. The customer is told.", amount=amount), "good")
    return redirect(url_for(".show", shop_id=shop_id, sale_id=sale_id))


@bp.post("/<uuid:sale_id>/answer")
@requires(Permission.RUN_SHOP)
def keep(shop_id: UUID, sale_id: UUID) -> ResponseReturnValue:
    own = _own(shop_id, sale_id)
    form = Form(Answer(), about={DisputeAnswerMissing: "words"})
    with form:
        disputes.keep(db.session, own, by=access.person(), now=clock.now(), **form.read())
        flash(gettext("Your answer is on the phone of the customer."), "good")
        return redirect(url_for(".show", shop_id=shop_id, sale_id=sale_id))
    return _page(_shop(shop_id), _own(shop_id, sale_id), form), form.status


def _shop(shop_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, shop_id)


def _own(shop_id: UUID, sale_id: UUID) -> Dispute:
    return disputes.get_of_merchants(db.session, [_shop(shop_id).id], sale_id)


def _page(shop: Merchant, dispute: Dispute, form: Form) -> str:
    return render_template(
        "merchant/disputes/show.html",
        shop=shop,
        dispute=dispute,
        said=SAID,
        now=clock.now(),
        form=form,
    )
