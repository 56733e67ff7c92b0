"""Letting a participant pay: the pad, the sale, its answer, and the sales of today."""

from typing import Any
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.codes import card_pins, photos
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.refusals import wants_json
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import checkout, redemptions, sales
from wallet.merchants.card_refusals import CardPinNeeded
from wallet.merchants.confirmations import PhoneMustConfirm
from wallet.merchants.redemptions import Redemption, RedemptionNotFound
from wallet.merchants.refusals import NotPaid
from wallet.web import submitted
from wallet.web.till import cards
from wallet.web.till.blueprint import bp


@bp.get("")
@requires(Permission.REDEEM_COINS)
def pad() -> ResponseReturnValue:
    return render_template(
        "till/redemptions/new.html",
        till=access.till(),
        request_id=uuid4(),
        pin_digits=card_pins.DIGITS,
    )


@bp.post("/redemptions")
@requires(Permission.REDEEM_COINS)
def create() -> ResponseReturnValue:
    """Our script gets the answer itself; a form is led to the page that tells it."""
    request_id = submitted.request_id()
    code = _code()
    if wants_json():
        return _told(_redeem(request_id, code)), 201
    try:
        _redeem(request_id, code)
    except CardPinNeeded:
        return cards.ask_pin(request_id, code)
    except PhoneMustConfirm:
        return _wait(request_id, code), 202
    except NotPaid:
        pass  # it is written down: the next page says so
    return redirect(url_for(".show", request_id=request_id))


@bp.get("/redemptions/<uuid:request_id>")
@requires(Permission.REDEEM_COINS)
def show(request_id: UUID) -> ResponseReturnValue:
    answer = redemptions.find_answer(db.session, access.till(), request_id)
    if answer is None:
        raise RedemptionNotFound
    told = (
        _told(answer) if isinstance(answer, Redemption) else {"outcome": cards.outcome_of(answer)}
    )
    return render_template("till/redemptions/show.html", told=told)


@bp.get("/redemptions")
@requires(Permission.REDEEM_COINS)
def index() -> ResponseReturnValue:
    till, now = access.till(), clock.now()
    day = sales.of_day(db.session, till.merchant_id, clock.day_of(now), till_id=till.id)
    return render_template("till/redemptions/index.html", till=till, day=day)


def _redeem(request_id: UUID, code: str) -> Redemption:
    return checkout.redeem(
        db.session,
        access.till(),
        request_id=request_id,
        code=code,
        pin=submitted.fields().get("pin"),
        price=submitted.euros("price"),
        now=clock.now(),
    )


def _wait(request_id: UUID, code: str) -> str:
    """A till without scripts asks again by hand, with the same request."""
    again = {"request_id": request_id, "code": code, "price": submitted.fields().get("price", "")}
    return render_template("till/redemptions/ask_again.html", till=access.till(), again=again)


def _code() -> str:
    """What was scanned or typed, else what the photo shows."""
    photo = request.files.get("photo")
    if photo and not submitted.fields().get("code"):
        return photos.read(photo.read())
    return submitted.fields().get("code", "")


def _told(redemption: Redemption) -> dict[str, Any]:
    """What the cashier may know: amounts and a receipt, no name and no balance."""
    return {
        "outcome": "partly" if redemption.to_go else "paid",
        "receipt": redemption.receipt,
        "price": languages.euros(redemption.price),
        "paid": languages.euros(redemption.paid),
        "to_go": languages.euros(redemption.to_go) if redemption.to_go else None,
    }
