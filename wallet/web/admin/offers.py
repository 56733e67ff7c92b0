"""Looking at what shops offer for coins: is the price fair? If not, the shop is told why."""

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
from wallet.merchants import offer_decisions
from wallet.merchants.offer_decisions import LONGEST_REASON, OfferDeclineReasonMissing
from wallet.merchants.offers import Offer
from wallet.web.admin.blueprint import offers_bp as bp
from wallet.web.fields import Line
from wallet.web.form import Form


class Declined(Schema):
    """What the shop reads."""

    reason = Line(most=LONGEST_REASON)


@bp.get("/")
@requires(Permission.RUN_PROGRAMMES)
def index() -> ResponseReturnValue:
    return _index(Form())


@bp.post("/<uuid:offer_id>/approval")
@requires(Permission.RUN_PROGRAMMES)
def approve(offer_id: UUID) -> ResponseReturnValue:
    form, offer = Form(), _own(offer_id)
    with form:
        offer_decisions.approve(db.session, offer, by=access.membership(), now=clock.now())
        flash(gettext("Approved. Participants see %(name)s now.", name=offer.name), "good")
        return redirect(url_for(".index"))
    return _index(form)


@bp.get("/<uuid:offer_id>/decline")
@requires(Permission.RUN_PROGRAMMES)
def prepare_decline(offer_id: UUID) -> ResponseReturnValue:
    return _decline_page(_own(offer_id), Form(values={}))


@bp.post("/<uuid:offer_id>/decline")
@requires(Permission.RUN_PROGRAMMES)
def decline(offer_id: UUID) -> ResponseReturnValue:
    form, offer = Form(Declined(), about={OfferDeclineReasonMissing: "reason"}), _own(offer_id)
    with form:
        offer_decisions.decline(
            db.session, offer, by=access.membership(), now=clock.now(), **form.read()
        )
        flash(gettext("Declined. The shop reads why."), "good")
        return redirect(url_for(".index"))
    return _decline_page(offer, form)


def _own(offer_id: UUID) -> Offer:
    return offer_decisions.get_of_operator(db.session, access.organisation().id, offer_id)


def _index(form: Form) -> tuple[str, HTTPStatus]:
    found = offer_decisions.of_operator(db.session, access.organisation().id)
    return render_template("admin/offers/index.html", offers=found, form=form), form.status


def _decline_page(offer: Offer, form: Form) -> tuple[str, HTTPStatus]:
    return render_template("admin/offers/decline.html", offer=offer, form=form), form.status
