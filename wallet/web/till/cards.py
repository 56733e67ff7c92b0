"""Cards at a till: the PIN where there are no scripts, and the balance for the holder."""

from uuid import UUID, uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.codes import card_pins, photos
from wallet.edge import access, refusals, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import Invalid, WalletError
from wallet.identity.permissions import Permission
from wallet.merchants import card_balances
from wallet.merchants.refusals import (
    CardCannotPay,
    NotPaid,
    PinNotRight,
    RefusedRedemption,
    RequestIdReused,
)
from wallet.web import submitted
from wallet.web.till.blueprint import bp

NOT_TOLD = (Invalid, NotPaid, RequestIdReused)
"""What the customer may try again on the same page."""

OUTCOMES: dict[type[NotPaid], str] = {PinNotRight: "wrong-pin", CardCannotPay: "no-card"}


@bp.get("/card-balance")
@requires(Permission.REDEEM_COINS)
def balance() -> ResponseReturnValue:
    return _page()


@bp.post("/card-balance")
@requires(Permission.REDEEM_COINS)
def tell_balance() -> ResponseReturnValue:
    """On no address and in no history: the answer is the page itself.

    A refusal is shown by returning, not by raising: the PIN that was tried stays on record.
    """
    number = submitted.fields().get("number", "")
    try:
        told = card_balances.tell(
            db.session,
            access.till(),
            request_id=submitted.request_id(),
            number=_number(number),
            pin=submitted.fields().get("pin", ""),
            now=clock.now(),
        )
    except NOT_TOLD as error:
        return _page(number=number, error=error), refusals.status_of(error)
    return render_template("till/cards/balance.html", till=access.till(), balance=told)


def ask_pin(request_id: UUID, code: str) -> str:
    """The question for the PIN, as a page that goes on with the same request."""
    asked = {"request_id": request_id, "code": code, "price": submitted.fields().get("price", "")}
    return render_template(
        "till/cards/ask.html", till=access.till(), asked=asked, digits=card_pins.DIGITS
    )


def outcome_of(refused: RefusedRedemption) -> str:
    """Which answer the till shows for a refusal."""
    return OUTCOMES.get(type(refused.refusal), "refused")


def _number(typed: str) -> str:
    photo = request.files.get("photo")
    return photos.read(photo.read()) if photo and not typed.strip() else typed


def _page(*, number: str = "", error: WalletError | None = None) -> str:
    return render_template(
        "till/cards/balance.html",
        till=access.till(),
        balance=None,
        number=number,
        sentence=words.of(error) if error else None,
        request_id=uuid4(),
        digits=card_pins.DIGITS,
    )
