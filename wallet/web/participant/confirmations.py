"""Yes or no to an amount above the floor, asked on the phone while the till waits."""

import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wallet import clock
from wallet.edge import access, refusals, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import WalletError
from wallet.identity.permissions import Permission
from wallet.identity.pin_hashes import PinMalformed
from wallet.merchants import confirmations, consents
from wallet.merchants.confirmations import Confirmation
from wallet.merchants.consents import ConfirmationOver
from wallet.merchants.refusals import NotPaid
from wallet.wallets import passkeys, pins, registrations
from wallet.wallets.devices import Device
from wallet.wallets.passkey_challenges import PasskeyRefused, RelyingParty
from wallet.wallets.pins import PinLocked, PinMissing, PinWrong
from wallet.web import submitted
from wallet.web.participant import holdings, news
from wallet.web.participant.blueprint import bp

PIN_FAULTS = (PinMalformed, PinMissing, PinWrong, PinLocked)


@bp.get("/wallet/confirmations/<uuid:confirmation_id>")
@requires(Permission.SEE_OWN_WALLET)
def confirmation(confirmation_id: UUID) -> ResponseReturnValue:
    """The question; once it is answered, what came of it."""
    return _page(_own(confirmation_id))


@bp.post("/wallet/confirmations/<uuid:confirmation_id>/consent")
@requires(Permission.SEE_OWN_WALLET)
def consent(confirmation_id: UUID) -> ResponseReturnValue:
    """Yes, with the PIN. A wrong one is counted, and said at once."""
    asked = _own(confirmation_id)
    try:
        consents.by_pin(db.session, asked, pin=request.form.get("pin", ""), now=clock.now())
    except PIN_FAULTS as fault:  # written down: the transaction is kept
        return _page(asked, fault=fault), refusals.status_of(fault)
    except (ConfirmationOver, NotPaid):
        pass  # the page says what came of it
    return _back_to(asked)


@bp.post("/wallet/confirmations/<uuid:confirmation_id>/refusal")
@requires(Permission.SEE_OWN_WALLET)
def decline(confirmation_id: UUID) -> ResponseReturnValue:
    asked = _own(confirmation_id)
    with contextlib.suppress(ConfirmationOver):  # the page says what came of it
        consents.decline(db.session, asked, now=clock.now())
    return _back_to(asked)


@bp.post("/wallet/confirmations/<uuid:confirmation_id>/challenge")
@requires(Permission.SEE_OWN_WALLET)
def challenge(confirmation_id: UUID) -> ResponseReturnValue:
    """For our script: what the phone has to sign with a passkey, as JSON."""
    asked = _own(confirmation_id)
    options = consents.ask_for_passkey(db.session, asked, here(), now=clock.now())
    return current_app.response_class(options, mimetype="application/json")


@bp.post("/wallet/confirmations/<uuid:confirmation_id>/passkey")
@requires(Permission.SEE_OWN_WALLET)
def consent_by_passkey(confirmation_id: UUID) -> ResponseReturnValue:
    """For our script: yes, with a passkey; the page then says what came of it."""
    asked = _own(confirmation_id)
    proof = submitted.json("answer")
    with contextlib.suppress(ConfirmationOver, NotPaid):
        consents.by_passkey(db.session, asked, here(), answer=proof, now=clock.now())
    return {"url": url_for(".confirmation", confirmation_id=asked.id)}


def waiting_url(device: Device, *, now: datetime) -> str | None:
    """Where the phone answers what a till asks at this moment."""
    asked = consents.waiting(db.session, device, now=now)
    return url_for(".confirmation", confirmation_id=asked.id) if asked else None


def here() -> RelyingParty:
    """Where passkeys are good. Raises PasskeyRefused where there can be none."""
    found = RelyingParty.at(current_app.config["WALLET"].base_url)
    if found is None:
        raise PasskeyRefused
    return found


def has_passkeys() -> bool:
    """Whether this installation can have any."""
    return RelyingParty.at(current_app.config["WALLET"].base_url) is not None


def _own(confirmation_id: UUID) -> Confirmation:
    return confirmations.get(db.session, access.device(), confirmation_id)


def _back_to(asked: Confirmation) -> ResponseReturnValue:
    return redirect(url_for(".confirmation", confirmation_id=asked.id))


def _page(asked: Confirmation, *, fault: WalletError | None = None) -> str:
    now, wallet_id = clock.now(), asked.wallet_id
    is_waiting = consents.is_waiting(db.session, asked, now=now)
    told: dict[str, Any] = {"asked": asked, "fault": words.of(fault) if fault else None}
    if not is_waiting:
        answer = consents.outcome(db.session, asked)
        told["outcome"] = news.at_till(answer) if answer else {"kind": "late"}
        coin = registrations.coin(db.session, wallet_id, today=clock.day_of(now))
        told["held"] = holdings.of(access.device().wallet, coin)
        return render_template("participant/confirmations/outcome.html", **told)
    return render_template(
        "participant/confirmations/show.html",
        seconds=max(0, int((asked.expires_at - now).total_seconds())),
        with_pin=pins.is_ready(db.session, wallet_id),
        with_passkey=has_passkeys() and bool(passkeys.of_wallet(db.session, wallet_id)),
        **told,
    )
