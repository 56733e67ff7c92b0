"""The account the shop is paid on, and asking for another one. Asked, it is shown masked."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.banking.ibans import IbanInvalid
from wallet.edge import access, iban_letters
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import iban_approvals, iban_changes, merchants, payee_accounts
from wallet.merchants.iban_changes import IbanAlreadyInUse
from wallet.merchants.merchants import Merchant
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.merchant.blueprint import account_bp as bp


class NewAccount(Schema):
    """Where the shop wants to be paid; 70 characters is what a bank transfer takes of a name."""

    iban = Line(most=42)
    payee = Line(most=70)


@bp.get("/")
@requires(Permission.RUN_SHOP)
def show(shop_id: UUID) -> ResponseReturnValue:
    return _page(_own(shop_id), Form(values={}))


@bp.post("/changes")
@requires(Permission.RUN_SHOP)
def ask(shop_id: UUID) -> ResponseReturnValue:
    """Everybody who runs the shop gets a mail, so that nobody changes it behind their backs."""
    form = Form(NewAccount(), about={IbanInvalid: "iban", IbanAlreadyInUse: "iban"})
    shop, now = _own(shop_id), clock.now()
    with form:
        change = iban_changes.ask(db.session, shop, by=access.person(), now=now, **form.read())
        iban_letters.tell_asked(db.session, change, now=now)
        flash(gettext("Asked. The municipality looks at it and may phone you."), "good")
        return redirect(url_for(".show", shop_id=shop.id))
    return _page(shop, form)


@bp.post("/changes/<uuid:change_id>/call-off")
@requires(Permission.RUN_SHOP)
def call_off(shop_id: UUID, change_id: UUID) -> ResponseReturnValue:
    form, shop, now = Form(), _own(shop_id), clock.now()
    change = iban_changes.get_of_merchant(db.session, shop.id, change_id)
    with form:
        iban_approvals.call_off(db.session, change, by=access.person(), now=now)
        iban_letters.tell_called_off(db.session, change, now=now)
        flash(gettext("Called off. You are paid on the account you had."), "good")
        return redirect(url_for(".show", shop_id=shop.id))
    return _page(shop, form)


def _own(shop_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, shop_id)


def _page(shop: Merchant, form: Form) -> tuple[str, HTTPStatus]:
    now = clock.now()
    changes = iban_changes.of_merchant(db.session, shop.id)
    page = render_template(
        "merchant/account/show.html",
        shop=shop,
        account=payee_accounts.of_merchant(db.session, shop, now=now),
        changes=changes,
        under_way=next((each for each in changes if each.is_under_way(now)), None),
        now=now,
        form=form,
    )
    return page, form.status
