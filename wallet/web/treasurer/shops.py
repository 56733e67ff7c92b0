"""The shops of the programmes: where each is paid, changes of that, and whose payouts wait."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import iban_approvals, merchants, payee_accounts
from wallet.merchants.merchants import Merchant
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.settlement import blocks, returns
from wallet.settlement.blocks import LONGEST_REASON, BlockReasonMissing
from wallet.web.fields import Line
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import shops_bp as bp


class NewBlock(Schema):
    """Why the payouts wait."""

    reason = Line(most=LONGEST_REASON)


@bp.get("/")
@requires(Permission.SETTLE)
def index() -> ResponseReturnValue:
    return index_of(Form(values={}))


def index_of(form: Form) -> tuple[str, HTTPStatus]:
    """Every programme with its shops, and the changes of account under way."""
    now, operator_id = clock.now(), access.organisation().id
    own = [
        (programme, merchants.of_programme(db.session, programme.id))
        for programme in programmes.operated_by(db.session, operator_id)
    ]
    changes = iban_approvals.of_operator(db.session, operator_id)
    everybody = [shop for _, shops in own for shop in shops]
    page = render_template(
        "treasurer/shops/index.html",
        programmes=own,
        accounts=payee_accounts.of_merchants(db.session, everybody, now=now),
        blocks={one.id: blocks.of_programme(db.session, one.id) for one, _ in own},
        dead=returns.dead_ibans(db.session, [shop.id for shop in everybody]),
        changes=[each for each in changes if each.is_under_way(now)],
        me=access.person(),
        now=now,
        form=form,
    )
    return page, form.status


@bp.get("/<uuid:programme_id>/<uuid:shop_id>/block")
@requires(Permission.SETTLE)
def prepare_block(programme_id: UUID, shop_id: UUID) -> ResponseReturnValue:
    return _page(*_own(programme_id, shop_id), Form(values={}))


@bp.post("/<uuid:programme_id>/<uuid:shop_id>/block")
@requires(Permission.SETTLE)
def block(programme_id: UUID, shop_id: UUID) -> ResponseReturnValue:
    form = Form(NewBlock(), about={BlockReasonMissing: "reason"})
    programme, shop = _own(programme_id, shop_id)
    with form:
        blocks.block(
            db.session, programme, shop, by=access.person(), now=clock.now(), **form.read()
        )
        flash(gettext("Payouts to %(name)s wait until you release them.", name=shop.name), "good")
        return redirect(url_for(".index"))
    return _page(programme, shop, form)


@bp.post("/<uuid:programme_id>/<uuid:shop_id>/release")
@requires(Permission.SETTLE)
def release(programme_id: UUID, shop_id: UUID) -> ResponseReturnValue:
    programme, shop = _own(programme_id, shop_id)
    blocks.release(db.session, programme, shop, by=access.person(), now=clock.now())
    flash(gettext("Payouts to %(name)s go on.", name=shop.name), "good")
    return redirect(url_for(".index"))


def _own(programme_id: UUID, shop_id: UUID) -> tuple[Programme, Merchant]:
    """A shop of a programme this organisation operates; any other is not there."""
    programme = programmes.get_operated_by(db.session, access.organisation().id, programme_id)
    return programme, merchants.get_in_programme(db.session, programme.id, shop_id)


def _page(programme: Programme, shop: Merchant, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template("treasurer/shops/block.html", programme=programme, shop=shop, form=form)
    return page, form.status
