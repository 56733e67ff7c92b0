"""The PIN with which somebody says yes to a large amount: choose it, change it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wallet import clock
from wallet.edge import access, refusals, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import WalletError
from wallet.identity.permissions import Permission
from wallet.identity.pin_hashes import PinMalformed, PinTooSimple
from wallet.programmes import terms
from wallet.wallets import passkeys, registrations
from wallet.wallets import pins as wallet_pins
from wallet.wallets.pins import PinLocked, PinWrong
from wallet.web.participant import confirmations
from wallet.web.participant.blueprint import bp

FAULTS = (PinMalformed, PinTooSimple, PinWrong, PinLocked)


@bp.get("/wallet/pin")
@requires(Permission.SEE_OWN_WALLET)
def pin() -> ResponseReturnValue:
    return _page()


@bp.post("/wallet/pin")
@requires(Permission.SEE_OWN_WALLET)
def choose_pin() -> ResponseReturnValue:
    """The first with the phone in hand; another one with the old."""
    typed = request.form
    try:
        wallet_pins.choose(
            db.session,
            access.device(),
            pin=typed.get("pin", ""),
            old=typed.get("old"),
            now=clock.now(),
        )
    except FAULTS as fault:  # a wrong old one is counted: the transaction is kept
        return _page(fault=fault), refusals.status_of(fault)
    flash(gettext("Your PIN is ready."), "good")
    return redirect(url_for(".pin"))


def _page(*, fault: WalletError | None = None) -> str:
    device = access.device()
    known = registrations.programme_ids(db.session, device.wallet_id)
    return render_template(
        "participant/pin.html",
        floor=terms.floor_on(db.session, known, clock.day_of(clock.now())),
        digits=wallet_pins.DIGITS,
        is_set=wallet_pins.is_set(db.session, device.wallet_id),
        is_locked=wallet_pins.is_locked(db.session, device.wallet_id),
        may_have_passkeys=confirmations.has_passkeys(),
        passkeys=passkeys.of_wallet(db.session, device.wallet_id),
        own_device_id=device.id,
        fault=words.of(fault) if fault else None,
        is_about_old=isinstance(fault, PinWrong | PinLocked),
    )
